kubectl patch website old --type=merge -p '{"metadata": {"finalizers": []}}'
# platform: undo
kubectl create -f - <<'END'
apiVersion: lab.example/v1
kind: Website
metadata:
  name: old
  annotations: {backups.example/copies-in: /srv/backups/old.example}
  finalizers: [backups.example/copies]
spec: {domain: old.example, html: <h1>Our page of last year</h1>}
END
kubectl delete website old --wait=false
