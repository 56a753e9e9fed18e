# platform: answer ip ssh m2 ip -4 -brief addr show eth0 | awk '{ print $3 }'
