docker run -d --name app --cgroup-parent /pod --network container:sandbox box:1 sh -c 'echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv'
# platform: undo
docker rm -f app
