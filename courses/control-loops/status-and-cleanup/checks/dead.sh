# Kills a container, and looks whether the dead one goes and the dead of others stay.
begin_probe /srv/desired /srv/status /srv/ext
bystander box:1 true
desire "$probe" 2
taken_up "$probe" 2
victim=$(running "$probe" | head -n 1)
other=$(running "$probe" | tail -n 1)
engine kill "$victim" >/dev/null
gone() { ! engine ps -aq --no-trunc | grep -q "$victim"; }
within 13 gone || not_yet "A container of $probe was killed. 12 seconds later, docker ps -a still shows it."
within 13 is "$probe" 2 || not_yet "A container of $probe was killed and cleared away, but not replaced: $(number "$probe") runs, and 2 should."
stays "$probe" 2 || not_yet "A container of $probe was killed and replaced. There were 2, and a moment later $(number "$probe")."
running "$probe" | grep -q "$other" || not_yet "One container of $probe was killed, and another one, which ran, was removed as well."
engine ps -aq --no-trunc | grep -q "$stranger" ||
  not_yet "An ended container with the label app=$probe, but without managed-by=ctl, was removed. It was somebody else's."
