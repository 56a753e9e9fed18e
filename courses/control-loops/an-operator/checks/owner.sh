# Deletes one of two Websites. No pod is started: the namespace may have none.
begin_namespace
api create quota none -n "$probe" --hard pods=0 >/dev/null
for name in one two; do website "$name" '{"html": "probe"}'; done
there() { look && for name in one two; do for kind in Deployment ConfigMap; do [ -n "$(the $kind $name .metadata.uid)" ] || return 1; done; done; }
within 15 there || not_yet "Two Websites were made. 15 seconds later not all of their Deployments and ConfigMaps were there. Does ~/operator.sh run?"
owned() {
  look || return 1
  for kind in Deployment ConfigMap; do
    for name in one two; do
      parent=$(the Website $name .metadata.uid)
      owner=$(the $kind $name '([.metadata.ownerReferences[]? | select(.controller)][0].uid)')
      [ -n "$parent" ] && [ "$owner" = "$parent" ] || return 1
    done
  done
}
within 6 owned || not_yet "The $kind $name names $([ -n "$owner" ] && echo "the uid $owner as its controller, which is not that of the Website $name" || echo "nobody as its controller")."
uids() { the Deployment two .metadata.uid; the ConfigMap two .metadata.uid; }
other=$(uids)
api delete website one -n "$probe" --wait=false >/dev/null
gone() { look && [ -z "$(the Deployment one .metadata.uid)$(the ConfigMap one .metadata.uid)" ]; }
within 25 gone || not_yet "The Website one was deleted. 25 seconds later its $([ -n "$(the Deployment one .metadata.uid)" ] && echo Deployment || echo ConfigMap) was still there."
another_pass
gone || not_yet "The Website one was deleted, and its children went. A moment later they were there again."
[ "$(uids)" = "$other" ] || not_yet "When the Website one was deleted, children of the Website two were deleted or replaced."
