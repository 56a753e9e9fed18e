docker run -d --name foo box:1 sleep 1d
# platform: answer pid docker exec foo pgrep -x sleep
# platform: undo
docker rm -f foo
