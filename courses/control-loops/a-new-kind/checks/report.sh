# The status of hello says what is: of this generation, 0 are ready.
cluster_answers
website_is_known
api get websites -n default -o json >"$work/sites" || not_yet "The API does not list Websites."
jq '.items[] | select(.metadata.name == "hello")' "$work/sites" >"$work/hello"
[ -s "$work/hello" ] || not_yet "There is no Website hello in the namespace default: kubectl apply -f ~/hello.yaml"
ask() { jq -r "$1 // \"nothing\"" "$work/hello"; }
generation=$(ask .metadata.generation)
[ "$generation" -ge 2 ] || not_yet "hello has generation 1: its spec has not been changed yet. Wish for another number of replicas."
observed=$(ask .status.observedGeneration)
[ "$observed" != nothing ] || not_yet "The status of hello says nothing about a generation."
[ "$observed" = "$generation" ] || not_yet "The status of hello speaks of generation $observed. Its generation is $generation."
ready=$(ask .status.readyReplicas)
[ "$ready" != nothing ] || not_yet "The status of hello doesn't say how many replicas are ready."
[ "$ready" -eq 0 ] || not_yet "The status of hello says that $ready replicas are ready. It is a wish that nobody has made true: there are 0."
