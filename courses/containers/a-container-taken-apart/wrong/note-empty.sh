docker exec foo touch /srv/note
