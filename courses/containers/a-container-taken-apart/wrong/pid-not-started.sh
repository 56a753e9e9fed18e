docker create --name foo box:1 sleep 1d
# platform: answer pid echo 0
# platform: undo
docker rm -f foo
