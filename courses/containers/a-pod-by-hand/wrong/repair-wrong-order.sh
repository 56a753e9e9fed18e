docker restart -t 1 sandbox
docker restart -t 1 sidecar
docker restart -t 1 app
# platform: undo
# Anew, so that sandbox has never ended.
docker rm -f sidecar app sandbox
docker run -d --name sandbox --cgroup-parent /pod --ipc shareable -p 8080:8080 box:1 sleep 1d
docker run -d --name app --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sh -c 'echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv'
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox --pid container:app box:1 sleep 1d
