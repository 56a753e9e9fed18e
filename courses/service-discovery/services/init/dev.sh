# Three instances of api, a client, another namespace with an api of its own, and a server outside the cluster.
# Once in a machine's life: after that the cluster is the student's.
set -e
done=/var/lib/lesson-ready
[ ! -e "$done" ] || exit 0

cat >"$STUDENT_HOME/legacy.yaml" <<'END'
apiVersion: v1
kind: Service
metadata:
  name: legacy
spec:
  ports:
    - name: http
      port: 80
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: legacy-by-hand
  # (1) a label: whose slice is this?
addressType: IPv4
# (2) ports: which, under the name that the Service gives it?
# (3) endpoints: at which address?
END
chown "$STUDENT_USER:" "$STUDENT_HOME/legacy.yaml"

kind load docker-image box:1 --name lab >/dev/null 2>&1
docker rm -f legacy >/dev/null 2>&1 || :
docker run -d --name legacy --network kind --restart unless-stopped box:1 \
  sh -c 'echo "legacy, older than this cluster" > /srv/index.html; exec httpd -f -p 9000 -h /srv' >/dev/null

KUBECONFIG=$(mktemp)
export KUBECONFIG
trap 'rm -f "$KUBECONFIG"' EXIT
kind get kubeconfig --name lab >"$KUBECONFIG" 2>/dev/null
kubectl apply -n default -f "$STUDENT_HOME/api.yaml" -f - >/dev/null <<'END'
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: default}
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: client
      image: box:1
      command: [sleep, 10d]
      resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 32Mi}}
END
kubectl create namespace shop --dry-run=client -o yaml | kubectl apply -f - >/dev/null
# No pod is admitted before its namespace has this account.
kubectl wait serviceaccount/default -n shop --for create --timeout 30s >/dev/null
kubectl apply -f - >/dev/null <<'END'
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Pod
metadata: {name: visitor, namespace: shop, labels: {app: shop}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: visitor
      image: box:1
      command: [sh, -c, 'echo "the api of the shop" > /srv/index.html; exec httpd -f -p 8080 -h /srv']
      resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 32Mi}}
END
kubectl rollout status deployment/api -n default --timeout 40s >/dev/null
kubectl wait pod/client -n default --for condition=Ready --timeout 20s >/dev/null
kubectl wait pod/visitor -n shop --for condition=Ready --timeout 20s >/dev/null
kubectl rollout status deployment/coredns -n kube-system --timeout 40s >/dev/null
touch "$done"
