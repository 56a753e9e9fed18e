cut -d ' ' -f 2 ~/access.log | sort | uniq -c | sort -rn | head -n 1 | awk '{print $2}' > ~/culprit
