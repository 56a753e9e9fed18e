echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
# platform: undo
# The pods have the first page still.
echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
