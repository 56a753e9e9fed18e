ssh lb '
  sed -i.orig "s|^      :$|curl -sf -m 1 -o /dev/null http://\$address:\$port/health \&\& echo \$address:\$port|; s|.*(2).*|cat \$registry.new > \$registry|" registrar.sh
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
