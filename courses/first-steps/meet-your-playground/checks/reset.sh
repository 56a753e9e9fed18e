# m2 is a new machine, and whole. Runs on m1: an m2 without programs could not run it.
pending() { echo "$1"; exit 1; }
on_m2() {
  timeout 20 runuser -u "$STUDENT_USER" -- ssh -o BatchMode=yes -o ConnectTimeout=10 m2 "$1" </dev/null 2>/dev/null
}
[ -n "${GENERATION_M2:-}" ] || exit 2

# dpkg prints what differs from what its packages brought; the image leaves out some documentation.
answer=$(on_m2 'echo "whole:"; dpkg --verify coreutils bash sed grep procps iproute2 || echo "failed /dpkg"; echo ":end"')
case $answer in
  *whole:*:end*) changed=$(echo "${answer#*whole:}" | awk '/\/(usr\/s?bin|usr\/lib|dpkg)/ { print $NF }') ;;
  *) changed='everything' ;;
esac
if [ "$GENERATION_M2" -lt 2 ]; then
  [ -z "$changed" ] || pending "m2 is broken, as planned. Now press Reset for m2."
  pending "m2 is still the one that you were given. Break it, then press Reset for m2."
fi
[ "$changed" != everything ] || pending "m2 is a new machine, but does not answer to ssh as it should. Press Reset once more."
[ -z "$changed" ] && exit 0
pending "m2 was reset and then changed again: $(echo "$changed" | head -n 1) is not as it came. Press Reset once more."
