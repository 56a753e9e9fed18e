cd
# The file is made before anybody has promised to remove it.
sed -i -e '/# (1)/{n;s/.*/  [ "$claimed" = true ] || change_finalizers "$1" ". + [\\$mine]"/}' \
  -e '/^  claim "$1" || return$/d' -e 's/^  publish "$1" || return$/&\n  claim "$1" || return/' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
