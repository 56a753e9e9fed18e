echo '{"name": "web", "replicas": 2, "readyReplicas": 0, "message": ""}' > /srv/status/web.json
