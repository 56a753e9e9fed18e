cd
# Only when it is about to go, and then no word can be put in.
sed -i.begun -e '/# (2)/s/$/\n  [ "$claimed" = true ] || change_finalizers "$1" ". + [\\$mine]"/' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
kubectl patch website hello --type=merge -p '{"metadata": {"finalizers": []}}'
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found
rm -f /srv/sites/hello.example.html
