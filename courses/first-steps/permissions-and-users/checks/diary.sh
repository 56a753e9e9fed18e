diary=$STUDENT_HOME/diary
[ -e "$diary" ] || not_yet "There is no file ~/diary yet."
[ -f "$diary" ] || not_yet "~/diary is there, but it is no file."
[ -s "$diary" ] || not_yet "~/diary is empty."
owner=$(stat -c %U "$diary")
[ "$owner" = "$STUDENT_USER" ] || not_yet "~/diary belongs to $owner."
mode=$(file_mode "$diary")
[ "$mode" = 600 ] || not_yet "~/diary has the rights $mode: $(stat -c %A "$diary")."
