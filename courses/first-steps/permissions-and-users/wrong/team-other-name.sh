sudo groupadd team
sudo usermod -aG team alice
sudo usermod -aG team bob
