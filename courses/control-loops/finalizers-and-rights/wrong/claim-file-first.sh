cd
# The file is made before anybody has promised to remove it.
sed -i.begun -e '/# (1)/s/$/\n  [ "$claimed" = true ] || change_finalizers "$1" ". + [\\$mine]"/' \
  -e '/^  claim "$1" || return$/d' -e 's/^  publish "$1" || return$/&\n  claim "$1" || return/' operator.sh
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
