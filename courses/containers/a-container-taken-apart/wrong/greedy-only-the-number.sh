docker run --name greedy --memory 64m box:1 sh -c 'exit 137'
# platform: undo
docker rm -f greedy
