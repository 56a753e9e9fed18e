# platform: answer new curl -s -o /dev/null -m 2 -w '%{http_code}' http://be1:8080/
# platform: answer old echo 000
# platform: undo
