docker run -d --name tight --memory 512m --cpu-shares 512 box:1 sleep 1d
# platform: undo
docker rm -f tight
