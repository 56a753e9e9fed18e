cp ~/bin/keeper ~/bin/janitor
~/bin/janitor > /dev/null 2>&1 &
until pgrep -x janitor > /dev/null; do sleep 0.1; done
