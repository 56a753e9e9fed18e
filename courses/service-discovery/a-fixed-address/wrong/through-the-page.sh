sed -i "s|http://.*|http://$IP_LB:8404/|" ~/client.sh
