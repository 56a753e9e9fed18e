# platform: answer ip echo 127.0.0.1
