echo "$VAR_THIRD" > ~/hello/index.html
docker build -t hello:1.1 ~/hello
kind load docker-image hello:1.1 --name lab
# platform: undo
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi hello:1.1; done
docker image rm hello:1.1
echo "$VAR_SECOND" > ~/hello/index.html
