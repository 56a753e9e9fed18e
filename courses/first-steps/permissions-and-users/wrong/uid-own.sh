# platform: answer uid id -u
