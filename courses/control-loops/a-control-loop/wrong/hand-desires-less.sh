docker run -d --label app=web --label managed-by=ctl web:1
sed -i 's/3/1/' /srv/desired/web.json
# platform: undo
docker rm -f $(docker ps -aq)
sed -i '/replicas/s/1/3/' /srv/desired/web.json
