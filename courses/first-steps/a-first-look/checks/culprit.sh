# ~/culprit: the address with the most requests of status 403 in ~/access.log, worked out now.
pending() { echo "$1"; exit 1; }
log=$STUDENT_HOME/access.log
file=$STUDENT_HOME/culprit

refused=$(awk '$5 == 403 { n[$2]++ } END { for (who in n) print n[who], who }' "$log" 2>/dev/null | sort -rn)
[ -n "$refused" ] || pending "~/access.log is gone, or has no refused request in it. Reset gives you a new one."
most=$(echo "$refused" | awk 'NR == 1 { print $1 }')

[ -e "$file" ] || pending "There is no file ~/culprit yet."
[ -f "$file" ] || pending "~/culprit is there, but it is no file."
found=$(head -c 200 "$file" | tr -s '[:space:]' ' ' | sed 's/^ //; s/ $//')
[ -n "$found" ] || pending "~/culprit is empty."
case $found in
  *' '*) pending "~/culprit should hold an address and nothing else, and holds \"$found\"." ;;
esac
times=$(echo "$refused" | awk -v who="$found" '$2 == who { print $1 }')
[ -n "$times" ] || pending "\"$found\" was never refused: no line of the log has it and ends in 403."
[ "$times" = "$most" ] || pending "Refused requests of $found in the log: $times. Another address has more."
