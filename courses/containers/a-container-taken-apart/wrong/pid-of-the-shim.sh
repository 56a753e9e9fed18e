docker run -d --name foo box:1 sleep 1d
# platform: answer pid pgrep -f containerd-shim | head -n 1
# platform: undo
docker rm -f foo
