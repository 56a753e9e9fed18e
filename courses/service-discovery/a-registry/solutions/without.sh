# First the registrar: it would start haproxy again.
ssh lb 'pkill -x registrar.sh; while pgrep -x registrar.sh > /dev/null; do sleep 0.1; done
  sudo pkill -x haproxy; while pgrep -x haproxy > /dev/null; do sleep 0.1; done'
