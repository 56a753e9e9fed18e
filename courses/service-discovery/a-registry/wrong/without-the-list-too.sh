ssh lb 'sudo pkill -x haproxy; sudo pkill -f "[h]ttp.server 8000"; while pgrep -x haproxy > /dev/null; do sleep 0.1; done'
# platform: undo
ssh lb '
  sudo sh -c "setsid python3 -m http.server 8000 --directory /srv/registry < /dev/null > /dev/null 2>&1 &"
  sudo haproxy -D -f ~/haproxy.cfg -p /run/haproxy.pid > /dev/null 2>&1
'
until curl -s -m 1 -o /dev/null http://lb:8000/api && curl -s -m 1 -o /dev/null http://lb/; do sleep 0.2; done
