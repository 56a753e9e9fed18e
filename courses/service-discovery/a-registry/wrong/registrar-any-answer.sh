ssh lb '
  sed -i "s|^      :$|curl -s -m 1 -o /dev/null http://\$address:\$port/health \&\& echo \$address:\$port|; s|.*(2).*|mv \$registry.new \$registry|" registrar.sh
  nohup ./registrar.sh > /dev/null 2>&1 < /dev/null &
'
