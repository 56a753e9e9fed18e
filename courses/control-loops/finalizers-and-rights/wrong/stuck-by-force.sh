rm -r /srv/backups/old.example
kubectl delete website old --force --grace-period=0 --wait=false
