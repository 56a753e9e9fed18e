# ~/card: the user's name, then the machine's, a line each.
pending() { echo "$1"; exit 1; }
card=$STUDENT_HOME/card
host=$(uname -n)
[ -n "$STUDENT_USER" ] && [ -n "$host" ] || exit 2

[ -e "$card" ] || pending "There is no file ~/card yet."
[ -f "$card" ] || pending "~/card is there, but it is no file."
[ -s "$card" ] || pending "~/card is empty."
lines=$(head -c 4096 "$card" | awk 'END { print NR }')
first=$(head -c 4096 "$card" | sed -n 1p)
second=$(head -c 4096 "$card" | sed -n 2p)

if [ "$lines" = 1 ] && [ "$first" = "$host" ]; then
  pending "~/card has only the machine's name: the second > emptied the file. >> adds a line."
fi
[ "$lines" = 2 ] || pending "~/card should have 2 lines, and has $lines."
if [ "$first" = "$host" ] && [ "$second" = "$STUDENT_USER" ]; then
  pending "Both names are there, in the wrong order: the user comes first."
fi
[ "$first" = "$STUDENT_USER" ] || pending "The first line of ~/card says \"$first\", which is not what whoami prints."
[ "$second" = "$host" ] || pending "The second line of ~/card says \"$second\", which is not what hostname prints."
