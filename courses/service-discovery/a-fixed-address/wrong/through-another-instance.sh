sed -i.orig "s|http://.*|http://$IP_BE2:8080/|" ~/client.sh
# platform: undo
mv ~/client.sh.orig ~/client.sh
