docker run -d --name app --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sleep 1d
# platform: undo
docker rm -f app
