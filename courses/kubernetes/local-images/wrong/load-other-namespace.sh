docker save hello:1.0 | docker exec -i lab-control-plane ctr images import -
# platform: undo
docker exec lab-control-plane ctr images rm docker.io/library/hello:1.0
