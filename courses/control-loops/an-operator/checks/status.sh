# Makes pods impossible for a while, and compares the status with what the Deployment says.
begin_namespace
website one '{"html": "probe", "replicas": 1}'
# reports READY GENERATION: does the status say this?
reports() {
  look && [ "$(the Website one '(.status.readyReplicas | tostring)')" = "$1" ] && [ "$(the Website one .status.observedGeneration)" = "$2" ]
}
told() {
  printf '%s replicas are ready, and its status says readyReplicas: %s, observedGeneration: %s' "$(ready_pods one | grep -c .)" \
    "$(the Website one '(.status.readyReplicas | tostring)')" "$(the Website one '(.status.observedGeneration | tostring)')"
}
within 32 reports 1 1 || not_yet "A Website with 1 replica has generation 1. After 32 seconds $(told)."
# Whatever is started from now on wants more processors than any machine has, and waits for ever.
printf '{"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "none"}, "spec": {"limits": [{"type": "Container", "default": {"cpu": "999"}, "defaultRequest": {"cpu": "999"}}]}}' |
  api create -n "$probe" -f - >/dev/null || cannot_check "No LimitRange can be made in the namespace of the probe."
change one '{"replicas": 3}'
within 12 reports 1 2 || not_yet "The Website wants 3 replicas now, generation 2, and no more can start. After 12 seconds $(told)."
[ "$(the Deployment one .spec.replicas)" = 3 ] || not_yet "The Website wants 3 replicas, its status says that generation 2 was dealt with, and the Deployment wants $(the Deployment one .spec.replicas)."
another_pass
[ "$(the Website one .metadata.generation)" = 2 ] ||
  not_yet "The spec of a Website was changed once, so its generation is 2. It has become $(the Website one .metadata.generation): the operator writes into the spec."
