ssh lb 'sed -i "s/^ *server .*:8080/& check inter 1s fall 2 rise 2/" haproxy.cfg'
