ssh lb '
  sed -i "s|^      :$|nc -z -w 1 \$address \$port \&\& echo \$address:\$port|; s|.*(2).*|mv \$registry.new \$registry|" registrar.sh
  nohup ./registrar.sh > /dev/null 2>&1 < /dev/null &
'
