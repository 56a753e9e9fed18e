# A second instance on this machine, on a port that differs.
backend start "$VAR_EXTRA"
