rm -r /srv/backups/old.example
kubectl patch website old --type=merge -p '{"metadata": {"finalizers": []}}'
