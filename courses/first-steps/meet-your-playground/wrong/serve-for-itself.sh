nohup python3 -m http.server 8000 --bind 127.0.0.1 > ~/server.log 2>&1 &
until curl -fs -o /dev/null http://127.0.0.1:8000/; do sleep 0.1; done
