ssh m2 'sudo cp -a /usr/bin/ls /tmp/ls && sudo rm /usr/bin/ls && sudo cp -a /tmp/ls /usr/bin/ls'
