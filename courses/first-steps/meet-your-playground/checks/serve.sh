# m2 gets a page from http://m1:8000/. What listens on m1 is looked at only to say why not.
pending() { echo "$1"; exit 1; }
on_m2() {
  timeout 20 runuser -u "$STUDENT_USER" -- ssh -o BatchMode=yes -o ConnectTimeout=10 m2 "$1" </dev/null 2>/dev/null
}
listening=$(ss -ltnH 'sport = :8000' | awk '{ print $4 }' | sort -u)
[ -n "$listening" ] || pending "Nothing listens on port 8000 of m1."

answer=$(on_m2 'echo "asked: $(curl -s -o /dev/null -m 2 -w "%{http_code} %{size_download}" http://m1:8000/) $?"')
case $answer in
  *asked:*) ;;
  *) pending "m2 does not answer to ssh as it should. If you broke it, press Reset for m2." ;;
esac
set -- ${answer##*asked:}
status=$1 bytes=$2 result=$3
[ "$status" = 200 ] && [ "$bytes" -gt 0 ] && exit 0
case $listening in
  127.* | '[::1]'*) [ "$status" = 000 ] && pending "Port 8000 of m1 listens on $(echo $listening) alone: only m1 itself can reach it there." ;;
esac
[ "$result" = 28 ] && pending "m2 reaches port 8000 of m1, and gets no answer within 2 seconds."
[ "$status" = 000 ] && pending "m2 gets no page from http://m1:8000/: curl ends with code $result."
[ "$status" = 200 ] && pending "http://m1:8000/ answers m2 with an empty page."
pending "http://m1:8000/ answers m2 with status $status, not 200."
