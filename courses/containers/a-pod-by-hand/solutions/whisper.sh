docker exec app sh -c 'echo psst > /dev/shm/note'
