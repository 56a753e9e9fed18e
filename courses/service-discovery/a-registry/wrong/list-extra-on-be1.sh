printf '%s\n' "$IP_BE1:8080" "$IP_BE1:$VAR_EXTRA" "$IP_BE2:8080" "$IP_BE3:8080" | ssh lb 'cat > /srv/registry/api'
# platform: undo
ssh lb rm /srv/registry/api
