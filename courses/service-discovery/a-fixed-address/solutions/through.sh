sed -i "s|http://.*|http://$IP_LB/|" ~/client.sh
