docker run -d --name sandbox --cgroup-parent /pod -p 8080:8080 box:1 sleep 1d
# platform: undo
docker rm -f sandbox
