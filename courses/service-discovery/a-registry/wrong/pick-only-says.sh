cat > ~/pick.sh <<'END'
#!/bin/bash
curl -s -m 2 "${REGISTRY:-http://lb:8000/api}" | shuf -n 1 | sed "s/$(getent hosts be1 | cut -d' ' -f1):.*/be1/"
END
chmod +x ~/pick.sh
# platform: undo
rm ~/pick.sh
