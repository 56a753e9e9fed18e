ssh lb 'sed -i.orig "s|^      :$|curl -sf -m 1 -o /dev/null http://\$address:\$port/health \&\& echo \$address:\$port|; s|.*(2).*|mv \$registry.new \$registry|" registrar.sh'
# platform: undo
ssh lb mv registrar.sh.orig registrar.sh
