# platform: answer pid pgrep -P "$(pgrep -x keeper)"
