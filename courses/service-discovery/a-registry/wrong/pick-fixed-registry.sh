cat > ~/pick.sh <<'END'
#!/bin/bash
entry=$(curl -s -m 2 http://lb:8000/api | shuf -n 1)
curl -sf -m 1 "http://$entry/"
END
chmod +x ~/pick.sh
# platform: undo
rm ~/pick.sh
