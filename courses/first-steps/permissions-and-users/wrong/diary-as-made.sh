echo 'Dear diary,' > ~/diary
