ssh lb 'sed -i.orig "s/^ *server .*:8080/& check inter 1s fall 2 rise 2/" haproxy.cfg'
# platform: undo
ssh lb mv haproxy.cfg.orig haproxy.cfg
