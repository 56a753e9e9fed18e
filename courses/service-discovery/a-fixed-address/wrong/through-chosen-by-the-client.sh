cat > ~/client.sh <<'END'
#!/bin/bash
curl -sS -m 2 "http://be$((RANDOM % 3 + 1)):8080/"
END
