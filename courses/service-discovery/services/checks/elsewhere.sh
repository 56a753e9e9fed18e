open_cluster
name=$(printf '%s' "$ANSWER" | tr -d '[:space:]' | tr '[:upper:]' '[:lower:]')
name=${name%.}
case $name in
  '') not_yet "No name yet." ;;
  *[!a-z0-9.-]* | -* | .*) not_yet "Write the name alone, without http:// and without a path." ;;
  *[a-z]*) ;;
  *) not_yet "$name is an address. Asked for is a name." ;;
esac
service=$(api "$here/services/api") || not_yet "There is no Service api in the namespace default."
address=$(address_of api "$service") || not_yet "$address"
given=$(ask A "$name.") || not_yet "$given"
found=$(printf '%s\n' "$given" | xargs)
[ -n "$found" ] || not_yet "DNS does not know the name $name as it stands. With the help of a search list it may, and not every place has the same one."
[ "$found" = "$address" ] || not_yet "$name leads to $found, and Service api of the namespace default is at $address."

visitor=$(api /api/v1/namespaces/shop/pods/visitor) || not_yet "The pod visitor in the namespace shop is gone. Press Reset."
id=$(from "$visitor" '.status.containerStatuses[0].containerID // "" | sub("^.*//"; "")')
page=$(timeout 5 docker exec lab-control-plane crictl exec "$id" wget -qO- -T 2 "http://$name/" 2>/dev/null)
pods=$(api "$here/pods?labelSelector=app%3Dapi")
printf '%s' "$page" | grep -qxF "$(from "$pods" '.items[].metadata.name')" ||
  not_yet "The name is right, but visitor gets \"${page:-no answer}\" from http://$name/, and not the name of a pod of api."
