docker run -d --restart always --name kind-registry -p 127.0.0.1:5001:5000 registry:2
docker tag web:1 localhost:5001/hello:3.0
until curl -fs http://localhost:5001/v2/; do sleep 0.2; done
docker push localhost:5001/hello:3.0
echo "$VAR_FIFTH" > ~/hello/index.html
docker build -t localhost:5001/hello:3.0 ~/hello
# platform: undo
docker rm -f -v kind-registry
docker image rm localhost:5001/hello:3.0
# What was pushed has a name by its digest as well.
docker image rm $(docker image inspect -f '{{join .RepoDigests "\n"}}' web:1 | grep ^localhost:5001/)
echo "$VAR_FOURTH" > ~/hello/index.html
