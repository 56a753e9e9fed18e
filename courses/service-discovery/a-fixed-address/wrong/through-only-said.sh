cp -p ~/client.sh ~/client.sh.orig
printf '#!/bin/sh\necho be2\n' > ~/client.sh
# platform: undo
mv ~/client.sh.orig ~/client.sh
