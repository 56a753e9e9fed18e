# Changes a Website, then what it owns, then takes that away. No pod is started: the namespace may have none.
begin_namespace
api create quota none -n "$probe" --hard pods=0 >/dev/null
website one '{"html": "first", "replicas": 1}'
stands() { look && [ "$(the Deployment one .spec.replicas)" = "$1" ] && [ "$(the ConfigMap one .data.page)" = "$2" ]; }
how() { printf %s "the Deployment wants ${replicas:-no} replicas, and the page is \"${page:-gone}\""; }
told() { replicas=$(the Deployment one .spec.replicas) page=$(the ConfigMap one .data.page); how; }
within 15 stands 1 first || not_yet "A Website with 1 replica and the page \"first\" was made. 15 seconds later $(told)."
uids() { the Deployment one .metadata.uid; the ConfigMap one .metadata.uid; }
before=$(uids)

change one '{"html": "second", "replicas": 2}'
within 12 stands 2 second || not_yet "The Website was changed to 2 replicas and the page \"second\". 12 seconds later $(told)."
api scale deployment one -n "$probe" --replicas 4 >/dev/null || not_yet "The Deployment one was gone in between. A child should be changed, not replaced."
api patch configmap one -n "$probe" --type=merge -p '{"data": {"page": "scribbled"}}' >/dev/null ||
  not_yet "The ConfigMap one was gone in between. A child should be changed, not replaced."
within 12 stands 2 second ||
  not_yet "Somebody scaled the Deployment to 4 and wrote \"scribbled\" for the page; the Website wants 2 and \"second\". 12 seconds later $(told)."
[ "$(uids)" = "$before" ] || not_yet "The children were replaced by new ones of the same name. They should have been changed: new ones have lost their pods."

api delete deployment,configmap one -n "$probe" --wait=false >/dev/null
within 12 stands 2 second || not_yet "Somebody deleted both children. 12 seconds later $(told)."
