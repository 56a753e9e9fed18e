ssh lb 'sed -i "s/^ *balance .*/&\n    option redispatch 1/" haproxy.cfg'
