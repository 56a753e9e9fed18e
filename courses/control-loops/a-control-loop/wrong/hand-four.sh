for number in 1 2 3 4; do docker run -d --label app=web --label managed-by=ctl web:1; done
# platform: undo
docker rm -f $(docker ps -aq)
