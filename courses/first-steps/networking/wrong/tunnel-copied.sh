scp -qr m1:private ~/private
nohup python3 -m http.server 9000 --bind 127.0.0.1 --directory ~/private > /dev/null 2>&1 &
until curl -s -m 1 -o /dev/null http://127.0.0.1:9000/; do sleep 0.2; done
