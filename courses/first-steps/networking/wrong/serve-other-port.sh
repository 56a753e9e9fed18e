ssh m1 "nohup python3 -m http.server 8000 > /dev/null 2>&1 < /dev/null &"
until curl -s -m 1 -o /dev/null "http://m1:8000/"; do sleep 0.2; done
