hostname > ~/card
whoami >> ~/card
