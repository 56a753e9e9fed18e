open_cluster
open_pod
open_sandbox
given=$(printf '%s' "$ANSWER" | tr -d '[:space:]' | tr '[:upper:]' '[:lower:]')
given=${given#containerd://}
[ -n "$given" ] || not_yet "No ID yet."
for name in app sidecar; do
  case $(id_of "$name") in "$given"*) not_yet "This is the ID of the container $name. The sandbox has one of its own." ;; esac
done
[ "$given" != "$uid" ] || not_yet "This is the number that the API server has given to foo. The node has another for its sandbox."
[ "${#given}" -ge 10 ] || not_yet "An ID has 13 digits in the list, or 64 in full. Yours has ${#given}."
case $sandbox in "$given"*) exit 0 ;; esac
not_yet "This is not the ID of the sandbox of foo that runs now. Has foo been made anew since?"
