docker run --name greedy --memory 64m box:1 tail /etc/passwd
# platform: undo
docker rm -f greedy
