cd
kubectl patch website hello --type=merge -p '{"metadata": {"finalizers": ["lab.example/site-file"]}}'
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
# platform: undo
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
kubectl patch website hello --type=merge -p '{"metadata": {"finalizers": []}}'
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found
rm -f /srv/sites/hello.example.html
