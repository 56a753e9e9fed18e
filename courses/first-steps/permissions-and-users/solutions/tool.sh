sudo chmod 755 /srv/tools/greet
