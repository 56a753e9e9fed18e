sed -i.orig "s|http://.*|http://$IP_LB:8404/|" ~/client.sh
# platform: undo
mv ~/client.sh.orig ~/client.sh
