docker run -d --name foo box:1 sleep 1d
docker inspect -f '{{.State.Pid}}' foo > ~/old
docker rm -f foo
docker run -d --name foo box:1 sleep 1d
# platform: answer pid cat ~/old
