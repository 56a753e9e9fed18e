for address in $IP_BE1 $IP_BE2 $IP_BE3; do
  for port in 8080 8081 8082 8083 8084 8085 8086 8087 8088 8089; do echo "$address:$port"; done
done | ssh lb 'cat > /srv/registry/api'
# platform: undo
ssh lb rm /srv/registry/api
