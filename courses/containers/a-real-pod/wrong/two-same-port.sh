kubectl apply -f - << 'END'
apiVersion: v1
kind: Pod
metadata:
  name: foo
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: app
      image: box:1
      command:
        - sh
        - -c
        - echo "app is here" > /srv/index.html; exec httpd -f -p 8080 -h /srv
    - name: sidecar
      image: box:1
      command: [httpd, -f, -p, "8080", -h, /srv]
END
until kubectl get pod foo -o jsonpath='{.status.containerStatuses[*].restartCount}' | grep -q '[1-9]'; do sleep 0.5; done
# platform: undo
kubectl delete pod foo --now --timeout 30s
