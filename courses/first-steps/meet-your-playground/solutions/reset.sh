ssh m2 sudo rm -rf /usr/bin
# platform: reset m2
