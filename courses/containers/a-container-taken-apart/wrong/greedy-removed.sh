docker run --rm --name greedy --memory 64m box:1 tail /dev/zero
# platform: undo
