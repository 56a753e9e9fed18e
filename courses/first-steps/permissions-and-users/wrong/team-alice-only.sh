sudo groupadd $VAR_TEAM
sudo usermod -aG $VAR_TEAM alice
