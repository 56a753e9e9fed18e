# platform: answer code ~/bin/riddle; true; echo $?
