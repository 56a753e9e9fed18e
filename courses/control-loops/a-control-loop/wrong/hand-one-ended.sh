for number in 1 2; do docker run -d --label app=web --label managed-by=ctl web:1; done
# For a moment three run.
docker wait "$(docker run -d --label app=web --label managed-by=ctl box:1)"
# platform: undo
docker rm -f $(docker ps -aq)
