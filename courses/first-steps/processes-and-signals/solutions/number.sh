# platform: answer pid pgrep -x keeper
