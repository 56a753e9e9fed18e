# What may the ServiceAccount do, and what more than that?
cluster_answers
who=system:serviceaccount:op:op
api get serviceaccount op -n op -o name >/dev/null || not_yet "There is no ServiceAccount op in the namespace op. Hand it in: kubectl apply -f ~/role.yaml"
# What it may do besides, by what the API says to op itself. Everybody may ask about themselves.
printf '{"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {"namespace": "default"}}' |
  api create --as "$who" --validate=false -f - -o json >"$work/rules" || not_yet "The API did not say what op may do. The check looks again soon."
jq -e '.status.incomplete | not' "$work/rules" >/dev/null ||
  not_yet "The API can't tell all that op may do: $(jq -r '.status.evaluationError // "a binding names a role that is not there"' "$work/rules" | head -n 1 | cut -c 1-160)"
more=$(jq -r '
  def fine($group; $resource; $verb):
    ($group | IN("", "apps", "lab.example", "events.k8s.io", "coordination.k8s.io"))
    and ($resource | IN("websites", "websites/status", "websites/finalizers", "configmaps", "deployments", "events", "leases"))
    and ($verb | IN("get", "list", "watch", "create", "update", "patch"))
    or ($group | IN("authorization.k8s.io", "authentication.k8s.io")) and ($resource | startswith("self")) and $verb == "create";
  def said: if . == "*" then "anything" else . end;
  [.status.resourceRules[] | .verbs[] as $verb | .apiGroups[] as $group | .resources[] as $resource
    | select(fine($group; $resource; $verb) | not)
    | if $verb == "*" then "do anything with \($resource | said)" else "\($verb) \($resource | said)" end]
  | unique | .[0] // empty' "$work/rules")
[ -z "$more" ] || not_yet "op may $more, which the operator never does."
jq -n --arg who "$who" '
  ["list lab.example websites", "get lab.example websites", "patch lab.example websites", "get lab.example websites/status",
   "patch lab.example websites/status", "create - configmaps", "patch - configmaps",
   "get apps deployments", "create apps deployments", "patch apps deployments"][]
  | split(" ") as [$verb, $group, $resource]
  | {apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec: {
      user: $who,
      groups: ["system:serviceaccounts", "system:serviceaccounts:op", "system:authenticated"],
      resourceAttributes: {verb: $verb, group: ($group | sub("-"; "")), resource: ($resource | split("/")[0]), subresource: ($resource | split("/")[1] // "")}
    }}' | api create --validate=false -f - -o json >"$work/answers"
[ "$(jq -s length "$work/answers")" -eq 10 ] || not_yet "The API did not say what op may do. The check looks again soon."
lacks=$(jq -rs '[.[] | select(.status.allowed | not) | .spec.resourceAttributes
  | "\(.verb) \(.resource)\(if (.subresource // "") == "" then "" else "/" + .subresource end)"][0] // empty' "$work/answers")
[ -z "$lacks" ] || not_yet "op may not $lacks in all namespaces, which the operator does."
