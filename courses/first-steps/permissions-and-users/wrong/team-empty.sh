sudo groupadd $VAR_TEAM
