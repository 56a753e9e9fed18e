# platform: answer net docker exec foo readlink /proc/self/ns/pid
# platform: undo
