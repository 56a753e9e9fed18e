# Wishes for two Websites in a namespace that nobody could know, and asks their pods for the page.
begin_namespace
first='<h1 class="probe">'"$probe"' & "one"</h1>'
second="<p>it's $probe: {two}</p>"
website one "$(jq -n --arg html "$first" '{html: $html, replicas: 2}')"
website two "$(jq -n --arg html "$second" '{html: $html}')"
made() {
  look && [ "$(the ConfigMap one .data.page)" = "$first" ] && [ "$(the ConfigMap two .data.page)" = "$second" ] &&
    [ "$(the Deployment one .spec.replicas)" = 2 ] && [ "$(the Deployment two .spec.replicas)" = 1 ]
}
if ! within 15 made; then
  for name in one two; do
    for kind in Deployment ConfigMap; do
      [ -n "$(the $kind $name .metadata.uid)" ] ||
        not_yet "A Website $name was made in the namespace $probe, and 15 seconds later there was no $kind $name."
    done
  done
  not_yet "Website one wished for 2 replicas and two for 1, each with a page of its own. The children say: $(the Deployment one .spec.replicas) and \"$(the ConfigMap one .data.page | cut -c 1-60)\", $(the Deployment two .spec.replicas) and \"$(the ConfigMap two .data.page | cut -c 1-60)\"."
fi
ready() { look && [ "$(ready_pods one | grep -c .)" -eq 2 ] && [ "$(ready_pods two | grep -c .)" -eq 1 ]; }
within 25 ready || not_yet "The Deployments one and two were made. 25 seconds later $(ready_pods one | grep -c .) of 2 and $(ready_pods two | grep -c .) of 1 of their pods were ready."
for pod in $(ready_pods one); do
  body=$(served_by "$pod")
  [ "$body" = "$first" ] || not_yet "A pod of Website one serves \"$(printf %s "$body" | head -n 1 | cut -c 1-80)\", and should serve its page, $first"
done
body=$(served_by "$(ready_pods two)")
[ "$body" = "$second" ] || not_yet "The pod of Website two serves \"$(printf %s "$body" | head -n 1 | cut -c 1-80)\", and should serve its page, $second"
