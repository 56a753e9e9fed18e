kubectl expose deployment api --port 80 --target-port 8080
