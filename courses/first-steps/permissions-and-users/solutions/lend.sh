echo 'alice ALL=(root) NOPASSWD: /srv/tools/report' | sudo tee /etc/sudoers.d/alice > /dev/null
sudo chmod 440 /etc/sudoers.d/alice
