for number in 1 2 3; do docker run -d --label app=web web:1; done
# platform: undo
docker rm -f $(docker ps -aq)
