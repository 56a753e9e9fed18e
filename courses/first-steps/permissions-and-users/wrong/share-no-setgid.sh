sudo mkdir -p /srv/$VAR_TEAM
sudo chgrp $VAR_TEAM /srv/$VAR_TEAM
sudo chmod 770 /srv/$VAR_TEAM
