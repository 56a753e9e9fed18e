folder=/srv/$VAR_TEAM
[ -d "$folder" ] || not_yet "There is no folder $folder yet."
as() { who=$1; shift; timeout 2 runuser -u "$who" -- "$@" 2>/dev/null; }
if as "$STUDENT_USER" ls "$folder" >/dev/null; then not_yet "$STUDENT_USER can list $folder: $(stat -c %A "$folder")."; fi
probe=$folder/.look-$$
trap 'rm -f "$probe"' EXIT
as alice sh -c 'umask 027; echo from alice >"$1"' sh "$probe" || not_yet "alice can't make a file in $folder: $(stat -c '%A %U:%G' "$folder")."
group=$(stat -c %G "$probe")
[ "$group" = "$VAR_TEAM" ] || not_yet "What alice makes in $folder belongs to the group $group, not to $VAR_TEAM."
as bob grep -q alice "$probe" || not_yet "bob can't read what alice makes in $folder."
rm -f "$probe"
as bob sh -c 'echo from bob >"$1"' sh "$probe" || not_yet "bob can't make a file in $folder: $(stat -c '%A %U:%G' "$folder")."
