docker run -d --name foo box:1 sleep 1d
docker inspect -f '{{.State.Pid}}' foo > ~/old
docker rename foo other
docker run -d --name foo box:1 sleep 1d
# platform: answer pid cat ~/old
# platform: undo
docker rm -f foo other
rm ~/old
