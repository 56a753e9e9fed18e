docker exec foo readlink /proc/self/ns/net > ~/old
docker rm -f foo
docker run -d --name other box:1 sleep 1d
docker run -d --name foo box:1 sleep 1d
# platform: answer net cat ~/old
