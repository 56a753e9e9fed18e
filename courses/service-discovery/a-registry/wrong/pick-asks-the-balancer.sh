printf '#!/bin/sh\ncurl -sf -m 2 http://lb/\n' > ~/pick.sh
chmod +x ~/pick.sh
# platform: undo
rm ~/pick.sh
