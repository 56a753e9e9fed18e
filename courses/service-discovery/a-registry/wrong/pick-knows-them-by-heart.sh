cat > ~/pick.sh <<'END'
#!/bin/bash
curl -sf -m 1 "http://be$((RANDOM % 3 + 1)):8080/"
END
chmod +x ~/pick.sh
# platform: undo
rm ~/pick.sh
