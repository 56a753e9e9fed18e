# Nobody answers on port 80 of lb, and the client does not mind.
status=$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://$IP_LB/")
[ "$status" = 000 ] || not_yet "lb still answers on port 80, with status $status."
[ -x "$STUDENT_HOME/pick.sh" ] || not_yet "~/pick.sh is gone, or may not be executed."
registry=$(http_body "http://$IP_LB:8000/api")
[ -n "$registry" ] || not_yet "lb hands out no list at http://lb:8000/api. Only haproxy should be stopped there."
for try in 1 2 3 4 5 6; do
  said=$(runuser -u "$STUDENT_USER" -- timeout -k 1 5 env -u REGISTRY -C "$STUDENT_HOME" "$STUDENT_HOME/pick.sh" </dev/null 2>/dev/null) ||
    not_yet "Without the balancer, ~/pick.sh ended with $? at try $try of 6."
  case $said in
    be[123] | be[123]:*) ;;
    *) not_yet "Without the balancer, ~/pick.sh printed \"$(printf %.60s "$said" | head -n 1)\"." ;;
  esac
done
