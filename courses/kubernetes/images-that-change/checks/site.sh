# A pod of the DaemonSet on each node serves the first page.
cluster_answers lab-control-plane lab-worker

built hello:1.0 "$VAR_FIRST"
serves hello:1.0 "$VAR_FIRST"
