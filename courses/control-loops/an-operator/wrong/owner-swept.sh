cd
# Nobody is named; what has no Website is swept away.
cat > part <<'END'
  kubectl get deployments,configmaps --all-namespaces -l website -o json | jq -r '.items[] | .metadata | "\(.namespace) \(.name)"' | sort -u |
    while read -r namespace name; do
      kubectl get website "$name" -n "$namespace" > /dev/null 2>&1 || kubectl delete deployment,configmap "$name" -n "$namespace"
    done
END
sed -i.begun '/^  local site/r part' operator.sh
rm part
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
