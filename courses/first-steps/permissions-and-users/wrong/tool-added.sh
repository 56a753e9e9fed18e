sudo chmod +x /srv/tools/greet
