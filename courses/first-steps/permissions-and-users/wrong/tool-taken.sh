sudo chown student /srv/tools/greet
chmod 755 /srv/tools/greet
