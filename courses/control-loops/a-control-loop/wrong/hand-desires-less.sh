docker run -d --label app=web --label managed-by=ctl web:1
sed -i 's/3/1/' /srv/desired/web.json
