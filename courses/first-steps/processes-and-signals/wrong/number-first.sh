# platform: answer pid echo 1
