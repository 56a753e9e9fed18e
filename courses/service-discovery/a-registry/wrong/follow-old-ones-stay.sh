ssh lb '
  cat > body <<"END"
  cp ~/haproxy.head ~/haproxy.cfg
  while read -r entry; do
    echo "    server $entry $entry check inter 1s fall 2 rise 2"
  done < $registry >> ~/haproxy.cfg
  sudo haproxy -D -f ~/haproxy.cfg
END
  sed -i.orig "/(3)/r body" registrar.sh
  pkill -x registrar.sh
  nohup ./registrar.sh > /dev/null 2>&1 < /dev/null &
'
until curl -s -m 1 -o /dev/null http://lb/; do sleep 0.2; done
# platform: undo
ssh lb '
  pkill -x registrar.sh
  while pgrep -x "registrar.sh|sudo" > /dev/null; do sleep 0.1; done
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sudo rm -f /run/haproxy.pid
  rm body haproxy.cfg
  mv registrar.sh.orig registrar.sh
  nohup ./registrar.sh > /dev/null 2>&1 < /dev/null &
'
# The check's own instance has to be out of the list as well.
until [ "$(curl -s http://lb:8000/api | sort)" = "$(sort ~/api)" ]; do sleep 0.5; done
