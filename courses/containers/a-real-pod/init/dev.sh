# A pod that is begun, and the image for it on the node. Once in a machine's life: after that the cluster is the student's.
set -e
done=/var/lib/lesson-ready
[ ! -e "$done" ] || exit 0

cat >"$STUDENT_HOME/foo.yaml" <<'END'
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
    # and sidecar
END
chown "$STUDENT_USER:" "$STUDENT_HOME/foo.yaml"
kind load docker-image box:1 --name lab >/dev/null 2>&1
touch "$done"
