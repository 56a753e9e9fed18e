docker run -d --name other --memory 512m --cpus 0.5 box:1 sleep 1d
# platform: undo
docker rm -f other
