# platform: answer uid id -u bob
