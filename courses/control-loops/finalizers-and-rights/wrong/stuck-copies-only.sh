rm -r /srv/backups/old.example
# platform: undo
mkdir -p /srv/backups/old.example
for month in 10 11 12; do echo "<h1>old.example</h1>" > /srv/backups/old.example/month-$month.html; done
