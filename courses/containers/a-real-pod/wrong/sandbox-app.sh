# platform: answer id docker exec lab-control-plane crictl ps -q --name '^app$'
# platform: undo
