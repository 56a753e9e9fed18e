docker exec foo sh -c 'hostname > /srv/note'
