docker exec foo touch /srv/note
# platform: undo
docker exec foo rm /srv/note
