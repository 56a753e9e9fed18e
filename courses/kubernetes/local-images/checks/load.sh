# The node has hello:1.0 where the kubelet looks, and it is the image that Docker has.
nodes_run lab-control-plane

engine image inspect hello:1.0 >/dev/null || not_yet "Docker has no image hello:1.0 any more. Build it again."
loaded hello:1.0
found=$(image_page hello:1.0) || not_yet "In hello:1.0 there is no file /var/www/html/index.html."
[ "$found" = "$VAR_WORD" ] || not_yet "hello:1.0 is on the node, but its page begins with \"$(printf '%.40s' "$found")\", not \"$VAR_WORD\"."
