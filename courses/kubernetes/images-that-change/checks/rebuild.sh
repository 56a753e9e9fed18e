# The tag stayed, and Docker, both nodes and both pods have what it means now.
cluster_answers lab-control-plane lab-worker

built hello:1.0 "$VAR_SECOND"
serves hello:1.0 "$VAR_SECOND"
