# said NAME KEY: what the status of an object says
said() { jq -r ".$2" "/srv/status/$1.json" 2>/dev/null; }
says() { [ "$(said "$1" "$2")" = "$3" ]; }
