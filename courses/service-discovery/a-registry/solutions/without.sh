ssh lb 'sudo pkill -x haproxy; while pgrep -x haproxy > /dev/null; do sleep 0.1; done'
