docker run -d --name sandbox --cgroup-parent /pod --ipc shareable -p 8080:8080 box:1 true
docker wait sandbox
# platform: undo
docker rm -f sandbox
