echo whoami > ~/card
echo hostname >> ~/card
