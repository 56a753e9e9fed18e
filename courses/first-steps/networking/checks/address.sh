[ "$ANSWER" = "$IP_M2" ] && exit 0
case $ANSWER in
  127.*) not_yet "$ANSWER is how every machine calls itself." ;;
  "$IP_M1") not_yet "$ANSWER is m1 itself." ;;
  */*) not_yet "Leave out the / and what is behind it." ;;
esac
not_yet "m2 is not at \"$ANSWER\"."
