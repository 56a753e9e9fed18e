sudo chmod 777 /srv/tools/greet
