docker ps -aq --filter status=exited --filter label=managed-by=ctl | xargs -r docker rm
