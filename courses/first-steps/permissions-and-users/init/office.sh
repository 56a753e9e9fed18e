set -e
mkdir -p /srv/tools
printf '#!/bin/sh\necho "Good day, $(id -un)."\n' >/srv/tools/greet
printf '#!/bin/sh\necho "$(id -un) sees $(wc -l </etc/shadow) accounts."\n' >/srv/tools/report
chown -R root:root /srv/tools
chmod 755 /srv/tools /srv/tools/report
chmod 664 /srv/tools/greet
