docker exec foo sh -c "echo $(hostname) > /srv/note"
