# The Website old has gone, its copies have, and those of hello have not.
cluster_answers
api get websites -n default -o json >"$work/sites" || not_yet "The API does not list Websites any more. Bring the kind back: kubectl apply -f ~/crd.yaml"
there=$(jq -r '.items[] | select(.metadata.name == "old") | "old"' "$work/sites")
for month in 10 11 12; do
  [ -e "/srv/backups/hello.example/month-$month.html" ] ||
    not_yet "The copy /srv/backups/hello.example/month-$month.html is gone. It was no copy of old; Reset brings it back, and all else as it was."
done
if [ -n "$there" ]; then
  [ -d /srv/backups/old.example ] || not_yet "The copies of old are gone. The Website still waits for $(jq -r '.items[] | select(.metadata.name == "old") | .metadata.finalizers // [] | join(" and ")' "$work/sites")."
  not_yet "The Website old hangs, waiting for $(jq -r '.items[] | select(.metadata.name == "old") | .metadata.finalizers // [] | join(" and ")' "$work/sites")."
fi
[ ! -e /srv/backups/old.example ] ||
  not_yet "The Website old is gone, and what was to be cleared away before is still there: $(ls -1 /srv/backups/old.example 2>/dev/null | grep -c .) files in /srv/backups/old.example."
