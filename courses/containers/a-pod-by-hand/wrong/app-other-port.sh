docker run -d --name app --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 httpd -f -p 9090 -h /etc
# platform: undo
docker rm -f app
