grep ' 403$' ~/access.log | cut -d ' ' -f 2 | sort | uniq -c | sort -rn | head -n 1 > ~/culprit
