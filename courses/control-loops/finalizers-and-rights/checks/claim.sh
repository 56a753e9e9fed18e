# Forbids one Website its finalizer for a while: is there a file without one?
cluster_answers
operator_runs
claimed_at_all() { [ -z "$(api get website hello -n default -o name)" ] || [ -n "$(api get website hello -n default -o jsonpath='{.metadata.finalizers}')" ]; }
claimed_at_all || not_yet "The Website hello has no finalizer. Does ~/operator.sh run, in the form that you have now?"

begin_namespace
forbid <<'END'
{
  "matchConstraints": {"resourceRules": [
    {"apiGroups": ["lab.example"], "apiVersions": ["*"], "operations": ["CREATE", "UPDATE"], "resources": ["websites"]}
  ]},
  "validations": [{"expression": "object.metadata.name != 'one' || !has(object.metadata.finalizers) || object.metadata.finalizers.size() == 0"}]
}
END
within 20 denied '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "one", "finalizers": ["probe.example/hold"]}, "spec": {"domain": "x.example", "html": "x"}}' ||
  cannot_check "A policy that forbids finalizers did not come into force."
file=$sites/$probe.example.html
website one "$probe.example"
another_pass
[ ! -e "$file" ] ||
  not_yet "The API refused to put a finalizer into a Website, and its file $file was made all the same. Nobody would remove it if the Website were deleted now."
api delete validatingadmissionpolicybinding,validatingadmissionpolicy "$probe" >/dev/null
done_well() { look && [ -n "$(words one)" ] && [ -e "$file" ]; }
if ! within 15 done_well; then
  [ -n "$(words one)" ] || not_yet "A Website was made in the namespace $probe, and 15 seconds later it has no finalizer."
  not_yet "A Website was made in the namespace $probe and has a finalizer, and 15 seconds later there was no file $file."
fi
words one | grep -q / || not_yet "The finalizer of a Website is \"$(words one | head -n 1)\". It should be a word with a slash: \$mine."
[ "$(cat "$file")" = probe ] || not_yet "The file $file holds \"$(head -c 60 "$file" | head -n 1)\", and should hold the page of its Website."
