docker run -d --name foo box:1 sleep 1d
# platform: answer pid docker inspect -f '{{.State.Pid}}' foo
