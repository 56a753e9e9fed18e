echo psst > /dev/shm/note
# platform: undo
rm /dev/shm/note
