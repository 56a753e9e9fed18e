status=$(http_status "http://m1:$VAR_PORT/")
case $status in
  200) exit 0 ;;
  000) not_yet "Nothing answers m2 on port $VAR_PORT of m1." ;;
esac
not_yet "m1 answers on port $VAR_PORT with the status $status."
