docker exec foo hostname > ~/note; sudo mkdir -p /srv; cp ~/note /tmp/note
# platform: undo
rm ~/note /tmp/note
