grep ' 403$' ~/access.log | cut -d ' ' -f 2 | sort | uniq -c | sort -n | head -n 1 | awk '{print $2}' > ~/culprit
