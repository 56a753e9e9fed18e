ssh lb 'sed -i.orig "s/^ *balance .*/&\n    option redispatch 1/" haproxy.cfg'
# platform: undo
ssh lb mv haproxy.cfg.orig haproxy.cfg
