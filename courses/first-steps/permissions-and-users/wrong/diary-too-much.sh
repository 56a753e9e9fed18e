echo 'Dear diary,' > ~/diary
chmod 700 ~/diary
