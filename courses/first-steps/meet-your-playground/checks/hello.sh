# ~/hello on m1 holds m1's host name and nothing else.
pending() { echo "$1"; exit 1; }
file=$STUDENT_HOME/hello
host=$(uname -n)
[ -n "$host" ] || exit 2

[ -e "$file" ] || pending "There is no file ~/hello on $host yet."
[ -f "$file" ] || pending "~/hello is there, but it is no file."
[ -s "$file" ] || pending "~/hello is empty."
[ "$(head -c 300 "$file")" = "$host" ] && exit 0
found=$(head -c 200 "$file" | tr -s '[:space:]' ' ' | sed 's/^ //; s/ $//')
case " $found " in
  *" $host "*) pending "~/hello holds more than the host name: \"$found\"." ;;
esac
pending "~/hello holds \"$found\", but this machine is called $host."
