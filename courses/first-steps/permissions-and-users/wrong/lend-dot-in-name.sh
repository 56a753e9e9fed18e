echo 'alice ALL=(root) NOPASSWD: /srv/tools/report' | sudo tee /etc/sudoers.d/alice.conf > /dev/null
