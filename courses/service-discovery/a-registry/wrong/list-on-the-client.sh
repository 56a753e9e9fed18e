sudo mkdir -p /srv/registry
printf '%s\n' "$IP_BE1:8080" "$IP_BE2:8080" "$IP_BE2:$VAR_EXTRA" "$IP_BE3:8080" | sudo tee /srv/registry/api > /dev/null
# platform: undo
sudo rm -r /srv/registry
