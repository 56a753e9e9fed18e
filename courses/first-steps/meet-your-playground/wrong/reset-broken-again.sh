# platform: reset m2
ssh m2 sudo rm /usr/bin/ls
