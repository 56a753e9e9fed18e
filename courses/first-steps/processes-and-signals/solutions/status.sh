# platform: answer code ~/bin/riddle; echo $?
