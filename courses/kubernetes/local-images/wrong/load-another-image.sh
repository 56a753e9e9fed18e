docker tag web:1 hello:1.0
kind load docker-image hello:1.0 --name lab
