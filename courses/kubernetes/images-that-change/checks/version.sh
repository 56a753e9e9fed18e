# The DaemonSet has changed over to an image of another name, on both nodes.
cluster_answers lab-control-plane lab-worker

built hello:1.1 "$VAR_THIRD"
serves hello:1.1 "$VAR_THIRD"
