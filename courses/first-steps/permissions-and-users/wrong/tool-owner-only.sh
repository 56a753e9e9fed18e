sudo chmod 744 /srv/tools/greet
