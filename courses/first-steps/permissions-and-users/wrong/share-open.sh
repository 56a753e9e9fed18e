sudo mkdir -p /srv/$VAR_TEAM
sudo chmod 777 /srv/$VAR_TEAM
