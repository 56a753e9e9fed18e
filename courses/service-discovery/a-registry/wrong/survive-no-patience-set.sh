cp -p ~/pick.sh ~/pick.sh.orig
cat > ~/pick.sh <<'END'
#!/bin/bash
for entry in $(curl -s "${REGISTRY:-http://lb:8000/api}" | shuf); do
  curl -sf "http://$entry/" && exit 0
done
exit 1
END
# platform: undo
mv ~/pick.sh.orig ~/pick.sh
