whoami > ~/card
hostname > ~/card
