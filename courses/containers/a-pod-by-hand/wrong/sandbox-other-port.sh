docker run -d --name sandbox --cgroup-parent /pod --ipc shareable -p 8080:80 box:1 sleep 1d
# platform: undo
docker rm -f sandbox
