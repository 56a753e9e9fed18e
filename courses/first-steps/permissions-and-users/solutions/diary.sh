echo 'Dear diary,' > ~/diary
chmod 600 ~/diary
