rm -r /srv/backups/*
kubectl patch website old --type=merge -p '{"metadata": {"finalizers": []}}'
