docker run -d --restart always --name kind-registry -p 127.0.0.1:5001:5000 registry:2
echo "$VAR_FIFTH" > ~/hello/index.html
docker build -t localhost:5001/hello:3.0 ~/hello
# platform: undo
docker rm -f -v kind-registry
docker image rm localhost:5001/hello:3.0
echo "$VAR_FOURTH" > ~/hello/index.html
