# A ready pod that a ReplicaSet of web has made and no longer owns, and three ready ones that it does own.
cluster_answers
list_pods
wanted=$(jq -r '.items[] | select(.kind == "Deployment" and .metadata.name == "web") | .spec.replicas' "$work/objects")
[ -n "$wanted" ] || not_yet "The Deployment web is gone. Reset brings it back."
[ "$wanted" -eq 3 ] || not_yet "web wants $wanted replicas now. It should want 3: kubectl scale deployment web --replicas 3"
jq -r '
  def ready: .metadata.deletionTimestamp == null and any(.status.conditions[]?; .type == "Ready" and .status == "True");
  (.items[] | select(.kind == "Deployment" and .metadata.name == "web") | .metadata.uid) as $web
  | [.items[] | select(.kind == "ReplicaSet" and any(.metadata.ownerReferences[]?; .uid == $web))] as $sets
  | .items[] | select(.kind == "Pod")
  | .metadata.name as $name
  | (.metadata.generateName // "") as $from
  | ([.metadata.ownerReferences[]?.uid][0] // "none") as $owner
  | (if any($sets[]; .metadata.uid == $owner) then "owned"
     elif $owner == "none" and any($sets[]; .metadata.name + "-" == $from) then "free"
     else "other" end) as $what
  | "\($what) \(if ready then "ready" else "unready" end) \($name)"' "$work/objects" >"$work/pods"
count() { grep -c "^$1" "$work/pods"; }
name() { sed -n "s/^$1 //p" "$work/pods" | head -n 1; }
if [ "$(count 'free ready')" -eq 0 ]; then
  [ "$(count 'free')" -eq 0 ] || not_yet "$(name 'free unready') has left web, but is not ready. It should go on running."
  other=$(name 'other ready')
  [ -z "$other" ] || not_yet "$other runs, and web has not made it. Take one of the pods of web, which is running already."
  not_yet "Each pod that web has made still belongs to it: $(count owned) of them."
fi
[ "$(count 'owned ready')" -eq 3 ] ||
  not_yet "$(name 'free ready') has left web. Beside it, $(count 'owned ready') pods of web are ready, and 3 should be."
