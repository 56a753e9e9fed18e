docker run -d --name greedy --memory 64m box:1 sleep 1d
docker kill greedy
# platform: undo
docker rm -f greedy
