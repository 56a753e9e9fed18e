cp -p ~/pick.sh ~/pick.sh.orig
cat > ~/pick.sh <<'END'
#!/bin/bash
entry=$(curl -s -m 2 "${REGISTRY:-http://lb:8000/api}" | shuf -n 1)
curl -sf -m 1 "http://$entry/"
exit 0
END
# platform: undo
mv ~/pick.sh.orig ~/pick.sh
