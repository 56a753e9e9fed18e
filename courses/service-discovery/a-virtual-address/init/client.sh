# A packet for an unknown address must have somewhere to go, or connect() fails before any rule is asked.
[ -n "$(ip -4 route show default)" ] || ip route add default dev eth0
