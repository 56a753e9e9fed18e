nohup python3 -m http.server "$VAR_INNER" --directory ~/private > /dev/null 2>&1 &
until curl -s -m 1 -o /dev/null "http://127.0.0.1:$VAR_INNER/"; do sleep 0.2; done
