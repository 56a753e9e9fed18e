tool=/srv/tools/greet
[ -f "$tool" ] || not_yet "There is no file $tool any more. Press Reset to get it back."
owner=$(stat -c %U "$tool")
[ "$owner" = root ] || not_yet "$tool belongs to $owner now, who can give it any rights."
for user in "$STUDENT_USER" alice; do
  said=$(timeout 2 runuser -u "$user" -- "$tool" 2>/dev/null) || not_yet "$user can't run $tool: $(stat -c %A "$tool")."
  [ "$said" = "Good day, $user." ] || not_yet "$tool runs, and no longer says what it said."
  runuser -u "$user" -- test -w "$tool" && not_yet "$user can change $tool: $(stat -c %A "$tool")."
done
# The group must not write either, whoever is in it.
case $(stat -c %A "$tool") in ?????w* | ????????w*) not_yet "$tool can be changed by more than root: $(stat -c %A "$tool")." ;; esac
exit 0
