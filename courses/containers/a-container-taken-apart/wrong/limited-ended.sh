docker run -d --name tight --memory 512m --cpus 0.5 box:1 true
docker wait tight
# platform: undo
docker rm -f tight
