docker run -d --restart always --name kind-registry -p 127.0.0.1:5001:5000 registry:2
echo "$VAR_FIFTH" > ~/hello/index.html
docker build -t localhost:5001/hello:3.0 ~/hello
until curl -fs http://localhost:5001/v2/; do sleep 0.2; done
docker push localhost:5001/hello:3.0
