docker exec app touch /dev/shm/note
