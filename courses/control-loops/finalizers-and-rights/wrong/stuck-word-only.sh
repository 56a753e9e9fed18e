kubectl patch website old --type=merge -p '{"metadata": {"finalizers": []}}'
