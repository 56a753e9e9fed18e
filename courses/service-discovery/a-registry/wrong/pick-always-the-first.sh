cat > ~/pick.sh <<'END'
#!/bin/bash
entry=$(curl -s -m 2 "${REGISTRY:-http://lb:8000/api}" | head -n 1)
curl -sf -m 1 "http://$entry/"
END
chmod +x ~/pick.sh
# platform: undo
rm ~/pick.sh
