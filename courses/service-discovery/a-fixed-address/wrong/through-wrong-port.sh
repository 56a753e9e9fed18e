sed -i "s|http://.*|http://$IP_LB:8080/|" ~/client.sh
