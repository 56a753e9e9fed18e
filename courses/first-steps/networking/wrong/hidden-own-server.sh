python3 -m http.server 24999 > /dev/null 2>&1 &
# platform: answer port echo 24999
