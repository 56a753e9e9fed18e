ssh lb '
  sed -i.orig "s|^      :$|nc -z -w 1 \$address \$port \&\& echo \$address:\$port|; s|.*(2).*|mv \$registry.new \$registry|" registrar.sh
  nohup ./registrar.sh > /dev/null 2>&1 < /dev/null &
'
# platform: undo
ssh lb '
  pkill -x registrar.sh
  while pgrep -x registrar.sh > /dev/null; do sleep 0.1; done
  mv registrar.sh.orig registrar.sh
  rm -f /srv/registry/api.new
'
scp -q ~/api lb:/srv/registry/api
