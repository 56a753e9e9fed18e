docker restart -t 1 sandbox
docker restart -t 1 app
