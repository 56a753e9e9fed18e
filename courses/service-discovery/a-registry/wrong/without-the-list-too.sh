ssh lb 'sudo pkill -x haproxy; sudo pkill -f "[h]ttp.server 8000"; while pgrep -x haproxy > /dev/null; do sleep 0.1; done'
