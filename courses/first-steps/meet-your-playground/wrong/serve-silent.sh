nohup nc -lk 8000 > ~/server.log 2>&1 &
until ss -ltnH 'sport = :8000' | grep -q .; do sleep 0.1; done
