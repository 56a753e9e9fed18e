# The uid is of a pod of web that ran within the last hour, as the events show, and runs no more; web is complete again.
cluster_answers
uid=$(printf %s "$ANSWER" | tr -d '[:space:]"' | tr '[:upper:]' '[:lower:]')
printf %s "$uid" | grep -Eqx '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' ||
  not_yet "\"$(printf %s "$ANSWER" | head -n 1 | cut -c 1-60)\" is no uid: that is 8, 4, 4, 4 and 12 digits from 0 to f, with hyphens between."
list_pods
holder=$(jq -r --arg uid "$uid" '.items[] | select(.metadata.uid == $uid) | "\(.kind) \(.metadata.name)"' "$work/objects")
case $holder in
  '') ;;
  Pod*) not_yet "The ${holder%% *} ${holder#* } with this uid is still there. Delete it: kubectl delete pod ${holder#* }" ;;
  *) not_yet "This is the uid of the ${holder%% *} ${holder#* }, not of a pod." ;;
esac
was=$(api get events -n default --field-selector "involvedObject.kind=Pod,involvedObject.uid=$uid" -o json |
  jq -r '.items[0].involvedObject.name // empty')
[ -n "$was" ] || not_yet "The events of the last hour know of no pod with this uid. Copy the uid of a pod that is there, and delete that one."
case $was in
  web-*) ;;
  *) not_yet "The pod with this uid was $was, which did not belong to web." ;;
esac
state=$(jq -r '.items[] | select(.kind == "Deployment" and .metadata.name == "web") |
  "\(.spec.replicas) \(if .status.observedGeneration == .metadata.generation then .status.readyReplicas // 0 else 0 end)"' "$work/objects")
case $state in
  '') not_yet "$was has gone, and so has the Deployment web. Nobody replaces a pod without it; Reset brings it back." ;;
  '3 3') ;;
  3*) not_yet "$was has gone. Of the 3 pods of web ${state#* } are ready; wait for the rest." ;;
  *) not_yet "$was has gone, but web wants ${state% *} replicas now, and should want 3: kubectl scale deployment web --replicas 3" ;;
esac
