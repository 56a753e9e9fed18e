# platform: answer ip getent ahostsv4 m2 | awk 'NR == 1 { print $1 }'
