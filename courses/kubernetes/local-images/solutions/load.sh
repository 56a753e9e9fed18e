kind load docker-image hello:1.0 --name lab
