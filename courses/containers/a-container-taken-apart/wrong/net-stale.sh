docker exec foo readlink /proc/self/ns/net > ~/old
docker rename foo other
docker run -d --name foo box:1 sleep 1d
# platform: answer net cat ~/old
# platform: undo
docker rm -f other
rm ~/old
