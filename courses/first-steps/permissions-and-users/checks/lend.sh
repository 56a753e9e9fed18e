visudo -c >/dev/null 2>&1 || not_yet "sudo's files can't be read: $(visudo -c 2>&1 | grep -v 'parsed OK' | head -n 1)"
said=$(timeout 3 runuser -u alice -- sudo -n /srv/tools/report 2>/dev/null) || not_yet "alice can't run /srv/tools/report as root without a password."
case $said in "root sees "*) ;; *) not_yet "/srv/tools/report ran, and not as root, or it was changed." ;; esac
for command in /usr/bin/id /bin/sh\ -c\ true /usr/bin/cat\ /etc/shadow; do
  # Word by word, as alice would type it.
  if timeout 3 runuser -u alice -- sudo -n $command >/dev/null 2>&1; then not_yet "alice can run $command as root as well, and so is root."; fi
done
for user in alice bob; do
  if runuser -u "$user" -- test -w /srv/tools/report; then not_yet "$user can change /srv/tools/report, and so decide what runs as root."; fi
done
if timeout 3 runuser -u bob -- sudo -n /srv/tools/report >/dev/null 2>&1; then not_yet "bob can do it, too."; fi
exit 0
