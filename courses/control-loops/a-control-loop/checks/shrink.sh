# Desires three containers, then two: which of them are left?
begin_probe /srv/desired
desire "$probe" 3
taken_up "$probe" 3
before=$(running "$probe")
desire "$probe" 2
within 13 is "$probe" 2 || not_yet "$probe had 3 containers, and then its file asked for 2. 12 seconds later it had $(number "$probe")."
stays "$probe" 2 || not_yet "$probe should have 2 containers. It had 2, and a moment later $(number "$probe")."
for id in $(running "$probe"); do
  echo "$before" | grep -q "$id" ||
    not_yet "Of the 3 containers of $probe two should have been left, but more than one was removed and a new one was started."
done
