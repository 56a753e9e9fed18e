# platform: answer port ss -Hltn | awk '{ sub(".*:", "", $4); print $4 }' | sort -un | awk '$1 >= 25000 && $1 <= 29999'
