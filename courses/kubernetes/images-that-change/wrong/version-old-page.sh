docker tag hello:1.0 hello:1.1
kind load docker-image hello:1.1 --name lab
kubectl set image daemonset/site web=hello:1.1
kubectl rollout status daemonset/site --timeout=40s
