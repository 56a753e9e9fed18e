docker run -d --name sidecar --cgroup-parent /pod --ipc container:sandbox box:1 sh -c 'echo fake > /srv/index.html; exec httpd -f -p 8080 -h /srv'
# platform: undo
docker rm -f sidecar
