printf '%s api.lab\n%s api.lab\n%s api.lab\n' "$IP_BE1" "$IP_BE2" "$IP_BE3" | sudo tee -a /etc/hosts > /dev/null
# platform: undo
# This file may be written, but not replaced.
hosts=$(grep -v ' api\.lab$' /etc/hosts)
echo "$hosts" | sudo tee /etc/hosts > /dev/null
