cd
cat > part <<'END'
  ready=$(kubectl get deployment "$name" -n "$namespace" -o json | jq '.status.readyReplicas // 0')
  kubectl patch website "$name" -n "$namespace" --subresource=status --type=merge \
    -p "{\"status\": {\"readyReplicas\": $ready, \"observedGeneration\": 1}}"
END
sed -i.begun '/# (5)/r part' operator.sh
rm part
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
kubectl patch website hello --subresource=status --type=merge -p '{"status": null}'
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
