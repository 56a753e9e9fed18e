# platform: answer client echo $IP_BE1
# platform: answer backend hostname -I
# platform: undo
