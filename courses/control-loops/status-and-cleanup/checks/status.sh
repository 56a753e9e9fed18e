# Desires what cannot be had, and compares the status with what runs.
begin_probe /srv/desired /srv/status /srv/ext
desire "$probe" 2
taken_up "$probe" 2
[ -e "/srv/status/$probe.json" ] || within 8 test -e "/srv/status/$probe.json" || not_yet "2 containers of $probe run, and there is no file /srv/status/$probe.json."
jq -e . "/srv/status/$probe.json" >/dev/null 2>&1 || not_yet "/srv/status/$probe.json is no JSON: $(head -c 80 "/srv/status/$probe.json" | tr '\n' ' ')"
within 10 says "$probe" readyReplicas 2 || not_yet "2 containers of $probe run, and its status says readyReplicas: $(said "$probe" readyReplicas)."

# No further one can be started of this image.
desire "$probe" 4 "$probe:none"
within 10 says "$probe" replicas 4 || not_yet "The file of $probe asked for 4, and 10 seconds later its status says replicas: $(said "$probe" replicas)."
within 8 says "$probe" readyReplicas 2 ||
  not_yet "4 containers of $probe are desired, $(number "$probe") run, and its status says readyReplicas: $(said "$probe" readyReplicas)."
engine kill "$(running "$probe" | head -n 1)" >/dev/null
within 10 says "$probe" readyReplicas 1 ||
  not_yet "One of 2 containers of $probe has ended and $(number "$probe") runs. 10 seconds later its status says readyReplicas: $(said "$probe" readyReplicas)."
