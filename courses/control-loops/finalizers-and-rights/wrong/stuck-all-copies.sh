rm -r /srv/backups/*
kubectl patch website old --type=merge -p '{"metadata": {"finalizers": []}}'
# platform: undo
mkdir -p /srv/backups/old.example
for month in 10 11 12; do echo "<h1>old.example</h1>" > /srv/backups/old.example/month-$month.html; done
mkdir -p /srv/backups/hello.example
for month in 10 11 12; do echo "<h1>hello.example</h1>" > /srv/backups/hello.example/month-$month.html; done
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
