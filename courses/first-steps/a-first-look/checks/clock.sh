# ~/clock: written again while we look, each time with the time of now.
pending() { echo "$1"; exit 1; }
clock=$STUDENT_HOME/clock
written() { stat -c %.9Y "$clock" 2>/dev/null; }

[ -e "$clock" ] || pending "There is no file ~/clock yet."
[ -f "$clock" ] || pending "~/clock is there, but it is no file."
before=$(written)
end=$(($(date +%s) + 3))
until after=$(written); [ "$after" != "$before" ] || [ "$(date +%s)" -gt "$end" ]; do sleep 0.1; done
[ "$after" != "$before" ] || pending "~/clock was not written again while the check watched, for 3 seconds. Does the job still run? Does it sleep 0.5?"

# Between two times the file is empty for a moment.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  shown=$(head -c 100 "$clock" 2>/dev/null)
  [ -n "$shown" ] && break
  sleep 0.1
done
[ -n "$shown" ] || pending "~/clock is written again and again, and stays empty."
[ "$(echo "$shown" | wc -l)" = 1 ] || pending "~/clock has more than one line: each time should replace the one before."
told=$(date -d "$shown" +%s 2>/dev/null) || pending "~/clock says \"$(echo "$shown" | head -n 1)\", which is not a time as date prints it."
off=$(($(date +%s) - told))
[ "${off#-}" -le 2 ] || pending "~/clock is $off seconds off."
