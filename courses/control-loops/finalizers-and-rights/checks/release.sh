# Deletes two Websites. The file of the second one cannot be removed for a while.
begin_namespace
website one "one.$probe.example" probe.example/hold
website two "two.$probe.example"
first=$sites/one.$probe.example.html
second=$sites/two.$probe.example.html
there() { look && [ -n "$(words one)" ] && [ -n "$(words two)" ] && [ -e "$first" ] && [ -e "$second" ]; }
within 20 there || not_yet "Two Websites were made. 20 seconds later they did not both have a finalizer of the operator and a file. Does ~/operator.sh run?"
the Website one '(.metadata.finalizers[]?)' | grep -qx probe.example/hold ||
  not_yet "A Website had the finalizer probe.example/hold of somebody else, and lost it when the operator put its own word in."
kept=$sites/kept.$probe.example.html
echo kept >"$kept"
chown "$STUDENT_USER:" "$kept"
# What is mounted can be removed by nobody, not even by root.
mount --bind "$second" "$second" 2>/dev/null || cannot_check "The file of the probe cannot be held fast."
api delete website one two -n "$probe" --wait=false >/dev/null

let_go() { look && [ ! -e "$first" ] && [ -z "$(words one)" ]; }
if ! within 12 let_go; then
  [ ! -e "$first" ] || not_yet "A Website was deleted. 12 seconds later its file $first is still there."
  not_yet "A Website was deleted and its file removed. 12 seconds later its finalizer $(words one | head -n 1) is still there."
fi
the Website one '(.metadata.finalizers[]?)' | grep -qx probe.example/hold ||
  not_yet "A Website had two finalizers, one of them somebody else's, and was let go altogether. Only our own word may be taken out."
another_pass
[ -n "$(words two)" ] ||
  not_yet "A Website was deleted whose file could not be removed, and its finalizer was taken out all the same. The file stays, and nobody knows of it."
umount "$second" 2>/dev/null
gone() { look && [ -z "$(the Website two .metadata.uid)" ] && [ ! -e "$second" ]; }
if ! within 12 gone; then
  [ ! -e "$second" ] || not_yet "The file of a deleted Website could not be removed at first, and then it could. 12 seconds later it is still there."
  not_yet "The file of a deleted Website was removed at last, and 12 seconds later the Website is still there."
fi
[ -e "$kept" ] || not_yet "Two Websites were deleted, and a file in $sites that belongs to neither of them was removed, too: $kept."
