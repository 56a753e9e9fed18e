# platform: answer id docker exec lab-control-plane crictl pods -q --state ready --name '^foo$'
