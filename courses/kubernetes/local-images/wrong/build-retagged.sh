docker tag web:1 hello:1.0
