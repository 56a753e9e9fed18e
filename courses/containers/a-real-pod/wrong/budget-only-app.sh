kubectl replace --force -f - << 'END'
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
      resources: {limits: {memory: 96Mi}}
    - name: sidecar
      image: box:1
      command: [sleep, 1d]
END
kubectl wait pod/foo --for condition=Ready --timeout 40s
# platform: undo
# Whoever goes on makes foo anew.
