sudo mkdir -p /srv/$VAR_TEAM
sudo chown alice:alice /srv/$VAR_TEAM
sudo chmod 2770 /srv/$VAR_TEAM
