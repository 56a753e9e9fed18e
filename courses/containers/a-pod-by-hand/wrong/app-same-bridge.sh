docker rm -f sandbox
docker network create yard
docker run -d --name sandbox --network yard --cgroup-parent /pod --ipc shareable box:1 sleep 1d
docker run -d --name app --network yard -p 8080:8080 --cgroup-parent /pod --ipc container:sandbox box:1 sh -c 'echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv'
# platform: undo
docker rm -f app sandbox
docker network rm yard
docker run -d --name sandbox --cgroup-parent /pod --ipc shareable -p 8080:8080 box:1 sleep 1d
