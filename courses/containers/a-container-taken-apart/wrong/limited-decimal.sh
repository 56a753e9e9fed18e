docker run -d --name tight -m 512000000 --cpus 0.5 box:1 sleep 1d
# platform: undo
docker rm -f tight
