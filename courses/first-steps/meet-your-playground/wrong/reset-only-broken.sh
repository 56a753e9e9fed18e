ssh m2 sudo rm -rf /usr/bin
