docker tag web:1 hello:1.0
# platform: undo
docker image rm hello:1.0
