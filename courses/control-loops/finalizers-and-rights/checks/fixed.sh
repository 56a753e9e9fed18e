# Offers changes of a Website to the API, which answers and does not keep them.
cluster_answers
api get crd websites.lab.example -o name >/dev/null || not_yet "The kind Website is gone. Bring it back: kubectl apply -f ~/crd.yaml"
found=$(api get websites -n default -o json | jq -r '[.items[] | select(.metadata.deletionTimestamp == null) | "\(.metadata.name) \(.spec.domain)"][0] // empty')
site=${found% *}
[ -n "$site" ] || not_yet "There is no Website in the namespace default to try it on. Make one."
offer() { loud_api "$@" --dry-run=server -o name >/dev/null 2>"$work/refused"; }
refused() { tr '\n' ' ' <"$work/refused" | cut -c 1-200; }
patch() { offer patch website "$site" -n default --type=merge -p "$1"; }
create() {
  printf '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "probe"}, "spec": %s}' "$1" >"$work/new"
  offer create -n default --validate=false -f "$work/new"
}
patch '{"spec": {"html": "<p>probe</p>", "replicas": 3}}' || not_yet "The html and the replicas of a Website should be free to change. The API says: $(refused)"
# One of another length, and one of the same.
for domain in probe.lab.example "$(printf %s "${found#* }" | tr a-z b-za)"; do
  create "{\"domain\": \"$domain\", \"html\": \"x\"}" || not_yet "A new Website may have any domain, such as $domain. The API says: $(refused)"
  if patch "{\"spec\": {\"domain\": \"$domain\"}}"; then not_yet "The API lets the domain of the Website $site become $domain."; fi
  grep -Eqi 'invalid|denied|forbidden' "$work/refused" || not_yet "The API did not answer whether a domain may be changed: $(refused)"
done
if patch '{"spec": {"domain": null}}'; then not_yet "The API lets the domain of the Website $site be taken away."; fi
if create '{"domain": "../../etc/passwd", "html": "x"}'; then
  not_yet "The API takes ../../etc/passwd for a domain. The pattern that was there should stay."
fi
