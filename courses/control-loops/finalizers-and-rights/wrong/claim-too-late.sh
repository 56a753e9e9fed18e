cd
# Only when it is about to go, and then no word can be put in.
sed -i -e '/# (2)/{n;s/.*/  [ "$claimed" = true ] || change_finalizers "$1" ". + [\\$mine]"/}' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
