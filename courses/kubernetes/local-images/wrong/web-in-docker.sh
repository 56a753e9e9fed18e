docker run -d --name web -p 80:80 hello:1.0
# platform: undo
docker rm -f web
