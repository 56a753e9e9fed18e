# Whom each end of a connection by 10.96.0.10 takes for the other one.
vip=10.96.0.10
source=$(ip -4 route get "$IP_BE1" 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')
[ -n "$source" ] || cannot_check "client has no way to be1."
peer=$(python3 -c "
import socket
with socket.create_connection(('$vip', 80), timeout=2) as connection:
    print(connection.getpeername()[0])" 2>/dev/null) || not_yet "Nothing answers at $vip, port 80. The rule from above has to be there."
[ "${ANSWER_CLIENT%:*}" = "$peer" ] || not_yet "client takes something else than \"$ANSWER_CLIENT\" for the other end. Its own ss tells."
[ "${ANSWER_BACKEND%:*}" = "$source" ] && exit 0
case ${ANSWER_BACKEND%:*} in
  "$vip") not_yet "be1 has never heard of $vip. Look at what its own ss says." ;;
  "$IP_BE1") not_yet "$ANSWER_BACKEND is be1 itself: the column Local. The peer stands in the next one." ;;
esac
not_yet "be1 takes something else than \"$ANSWER_BACKEND\" for the other end. Ask on be1, while nc runs on client."
