rm -r /srv/backups/old.example
