ssh m1 "nohup python3 -m http.server $VAR_PORT --bind 127.0.0.1 > /dev/null 2>&1 < /dev/null &"
until ssh m1 curl -s -m 1 -o /dev/null "http://127.0.0.1:$VAR_PORT/"; do sleep 0.2; done
