docker restart -t 1 sandbox
docker restart -t 1 sidecar
docker restart -t 1 app
