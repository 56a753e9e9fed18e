# platform: answer code echo '$?'
