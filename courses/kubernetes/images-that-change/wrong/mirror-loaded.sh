kind load docker-image localhost:5001/hello:3.0 --name lab
