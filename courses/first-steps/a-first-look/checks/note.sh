# ~/found: a copy of the one note that mentions the spare key, looked for again now.
notes=$STUDENT_HOME/shop/notes
file=$STUDENT_HOME/found
words='spare key'

[ "$(grep -rl '' "$notes" 2>/dev/null | wc -l)" -ge 48 ] || not_yet "Notes are missing in ~/shop/notes. Reset gives you new ones."
with=$(grep -rlF "$words" "$notes" 2>/dev/null)
has_words() { head -c 65536 "$file" 2>/dev/null | grep -qF "$words"; }
if [ -z "$with" ]; then
  if has_words; then not_yet "The note is in ~/found and no longer in ~/shop/notes: it was moved, not copied. Put it back, and use cp."; fi
  not_yet "No note in ~/shop/notes mentions the $words any more. Reset gives you new ones."
fi
many=$(echo "$with" | wc -l)
[ "$many" = 1 ] || not_yet "$many files in ~/shop/notes mention the $words, and there was one. Remove what you have added there."

[ -e "$file" ] || [ -L "$file" ] || not_yet "There is no file ~/found yet."
[ -f "$file" ] && [ ! -L "$file" ] || not_yet "~/found is there, but it is no file of its own."
[ -s "$file" ] || not_yet "~/found is empty."
[ ! "$file" -ef "$with" ] || not_yet "~/found is the note itself under a second name, not a copy."
cmp -s "$file" "$with" && exit 0
first=$(head -c 100 "$file" | head -n 1)
case $first in
  *"${with##*/}"*) not_yet "~/found has what grep printed, \"$first\". Copy the file that it names." ;;
esac
if has_words; then not_yet "~/found mentions the $words, but it is not a copy of the note: other text is in it, or some is missing."; fi
not_yet "~/found does not mention the $words: it begins with \"$first\"."
