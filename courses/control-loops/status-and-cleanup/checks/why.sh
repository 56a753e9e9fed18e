# Desires an image that is not there, then one that is.
begin_probe /srv/desired /srv/status /srv/ext
desire "$probe" 1 "$probe:none"
within 13 says "$probe" readyReplicas 0 || not_yet "$probe needs an image that is not there. 12 seconds later its status says readyReplicas: $(said "$probe" readyReplicas). Does ~/ctl.sh run?"
names_it() { said "$probe" message | grep -qF "$probe:none"; }
within 8 names_it || not_yet "$probe needs the image $probe:none, which is not there, and the message of its status is \"$(said "$probe" message | head -n 1 | cut -c 1-100)\". It should be what docker complains of."
desire "$probe" 1
taken_up "$probe" 1
settled() { case $(said "$probe" message) in '' | null) [ -s "/srv/status/$probe.json" ] ;; *) false ;; esac; }
within 10 settled || not_yet "All is well with $probe now, and the message of its status is still \"$(said "$probe" message | head -n 1 | cut -c 1-100)\"."
