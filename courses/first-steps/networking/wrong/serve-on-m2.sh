python3 -m http.server "$VAR_PORT" > /dev/null 2>&1 &
until curl -s -m 1 -o /dev/null "http://m2:$VAR_PORT/"; do sleep 0.2; done
