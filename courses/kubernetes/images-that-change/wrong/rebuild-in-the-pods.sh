echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
for pod in $(kubectl get pods -l app=site -o name); do
  kubectl exec $pod -- sh -c "echo $VAR_SECOND > /var/www/html/index.html"
done
# platform: undo
echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
for pod in $(kubectl get pods -l app=site -o name); do
  kubectl exec $pod -- sh -c "echo $VAR_FIRST > /var/www/html/index.html"
done
