getent group "$VAR_TEAM" >/dev/null || not_yet "There is no group $VAR_TEAM yet."
for user in alice bob; do
  id -nG "$user" 2>/dev/null | tr ' ' '\n' | grep -qx "$VAR_TEAM" || not_yet "$user is not in the group $VAR_TEAM."
done
if id -nG "$STUDENT_USER" | tr ' ' '\n' | grep -qx "$VAR_TEAM"; then not_yet "$STUDENT_USER is in the group too, and has no business there."; fi
