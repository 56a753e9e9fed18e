sed -i "s|http://.*|http://$IP_BE2:8080/|" ~/client.sh
