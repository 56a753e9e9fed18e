docker exec foo sh -c "echo $(hostname) > /srv/note"
# platform: undo
docker exec foo rm /srv/note
