docker save hello:1.0 | docker exec -i lab-control-plane ctr images import -
