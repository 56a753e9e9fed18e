echo "$IP_BE1 api.lab" | sudo tee -a /etc/hosts > /dev/null
cp /etc/resolv.conf /tmp/resolv.conf.orig
echo "nameserver $IP_DNS" | sudo tee /etc/resolv.conf > /dev/null
# platform: undo
sudo cp /tmp/resolv.conf.orig /etc/resolv.conf
rm /tmp/resolv.conf.orig
# This file may be written, but not replaced.
hosts=$(grep -v ' api\.lab$' /etc/hosts)
echo "$hosts" | sudo tee /etc/hosts > /dev/null
