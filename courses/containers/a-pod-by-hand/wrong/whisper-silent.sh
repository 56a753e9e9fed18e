docker exec app touch /dev/shm/note
# platform: undo
docker exec app rm /dev/shm/note
