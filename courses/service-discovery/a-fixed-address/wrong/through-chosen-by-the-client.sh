cp -p ~/client.sh ~/client.sh.orig
cat > ~/client.sh <<'END'
#!/bin/bash
curl -sS -m 2 "http://be$((RANDOM % 3 + 1)):8080/"
END
# platform: undo
mv ~/client.sh.orig ~/client.sh
