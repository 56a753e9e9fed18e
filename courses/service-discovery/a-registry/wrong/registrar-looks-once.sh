ssh lb '
  sed -i "s|^      :$|curl -sf -m 1 -o /dev/null http://\$address:\$port/health \&\& echo \$address:\$port|; s|^while.*|for once in 1; do|; s|.*(2).*|mv \$registry.new \$registry|" registrar.sh
  ./registrar.sh > /dev/null 2>&1
'
