touch ~/diary
chmod 600 ~/diary
