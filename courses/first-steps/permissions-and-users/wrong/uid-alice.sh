# platform: answer uid id -u alice
