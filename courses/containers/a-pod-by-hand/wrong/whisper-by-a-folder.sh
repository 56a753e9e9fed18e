mkdir -p ~/shm && echo psst > ~/shm/note
docker rm -f app sidecar
docker run -d --name app --cgroup-parent /pod --network container:sandbox -v ~/shm:/dev/shm box:1 sh -c 'echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv'
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox -v ~/shm:/dev/shm box:1 sleep 1d
# platform: undo
docker rm -f sidecar app
rm -r ~/shm
docker run -d --name app --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sh -c 'echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv'
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sleep 1d
