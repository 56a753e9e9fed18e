whoami > ~/card
hostname >> ~/card
