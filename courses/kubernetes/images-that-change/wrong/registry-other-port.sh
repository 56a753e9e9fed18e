docker run -d --restart always --name kind-registry -p 127.0.0.1:5000:5000 registry:2
echo "$VAR_FIFTH" > ~/hello/index.html
docker build -t localhost:5000/hello:3.0 ~/hello
until curl -fs http://localhost:5000/v2/; do sleep 0.2; done
docker push localhost:5000/hello:3.0
# platform: undo
docker rm -f -v kind-registry
docker image rm localhost:5000/hello:3.0
echo "$VAR_FOURTH" > ~/hello/index.html
