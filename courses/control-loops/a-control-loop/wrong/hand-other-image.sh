for number in 1 2 3; do docker run -d --label app=web --label managed-by=ctl box:1 sleep 1000; done
# platform: undo
docker rm -f $(docker ps -aq)
