# Changes the page of a Website, then its replicas, and asks the pods.
begin_namespace
website one '{"html": "first", "replicas": 1}'
# settled NUMBER: has the Deployment so many pods, and none of an older template among them? Half-way, old ones and new ones make up the number.
settled() {
  [ "$(the Deployment one '(select(.status.observedGeneration == .metadata.generation and .status.updatedReplicas == .status.replicas) | .status.replicas)')" = "$1" ]
}
# serving NUMBER PAGE: are so many ready, and does each of them serve this page?
serving() {
  look || return 1
  busy=
  settled "$1" || busy=' and the Deployment is still at work'
  pods=$(ready_pods one)
  body=
  [ "$(printf '%s\n' "$pods" | grep -c .)" -eq "$1" ] || return 1
  for pod in $pods; do
    body=$(served_by "$pod")
    [ "$body" = "$2" ] || return 1
  done
  [ -z "$busy" ]
}
told() { printf '%s pods are ready%s%s' "$(printf '%s\n' "$pods" | grep -c .)" "${body:+, and one serves \"$(printf %s "$body" | head -n 1 | cut -c 1-60)\"}" "$busy"; }
within 20 serving 1 first || not_yet "A Website with 1 replica and the page \"first\" was made. 20 seconds later $(told)."
change one '{"html": "third"}'
within 20 serving 1 third || not_yet "The page of a Website was changed from \"first\" to \"third\". 20 seconds later $(told)."
kept=$pods
change one '{"replicas": 2}'
within 20 serving 2 third || not_yet "The Website wanted 1 replica, and then 2. 20 seconds later $(told)."
printf '%s\n' "$pods" | grep -qx "$kept" ||
  not_yet "Only the number of replicas was changed, and the pod that ran already was ended and replaced. It should have gone on running."
