open_cluster
open_pod
open_sandbox
attempt=$(from "$sandboxes" --arg id "$sandbox" '.items[] | select(.id == $id) | .metadata.attempt // 0')
if [ "${attempt:-0}" -eq 0 ]; then
  count=$(from "$pod" '[.status.containerStatuses[].restartCount] | add')
  [ "$count" -eq 0 ] || not_yet "foo has its first sandbox still. Containers were started again in it ($count in all), and it has not moved."
  not_yet "foo has its first sandbox still."
fi
# What runs in it is there at once; what the API server says of it comes a moment later.
inside_it=$(in_node crictl ps -q --no-trunc --pod "$sandbox")
for name in app sidecar; do
  case $inside_it in *"$(id_of "$name")"*) ;; *) not_yet "The container $name is not in the new sandbox yet." ;; esac
done
