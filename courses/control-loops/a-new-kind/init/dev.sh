# A Deployment to watch, a definition with four parts to do, and an object for it.
# Once in the machine's life: later the cluster is the student's, and may be broken.
set -e
ready=/var/lib/lesson/ready
[ ! -e "$ready" ] || exit 0

begun() {
  [ ! -e "$1" ] || return 0
  cat >"$1"
  chown "$STUDENT_USER:" "$1"
}
begun "$STUDENT_HOME/crd.yaml" <<'END'
# Teaches the API a kind of object: Website.
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  # (1) The name of a definition is PLURAL.GROUP
  name: TODO
spec:
  group: lab.example
  scope: Namespaced
  names:
    kind: Website
    singular: website
    plural: websites
  versions:
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns:
        - {name: Wanted, type: integer, jsonPath: .spec.replicas}
        - {name: Ready, type: integer, jsonPath: .status.readyReplicas}
      # (4) A second door, for the status
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              # (3) What must be there, and in which bounds
              properties:
                # (2) html, a text, and replicas, a whole number
            # (4) What is in a status
END
begun "$STUDENT_HOME/hello.yaml" <<'END'
apiVersion: lab.example/v1
kind: Website
metadata:
  name: hello
spec:
  replicas: 2
  html: <h1>Hello</h1>
END

config=$(mktemp)
trap 'rm -f "$config"' EXIT
kind get kubeconfig --name lab >"$config"
export KUBECONFIG="$config"
kind load docker-image box:1 --name lab
kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: httpd
          image: box:1
          command: [sh, -c, "echo web > /srv/index.html; exec httpd -f -p 8080 -h /srv"]
          readinessProbe:
            httpGet: {port: 8080}
            periodSeconds: 2
END
kubectl rollout status deployment web --timeout 40s
mkdir -p "$(dirname "$ready")"
touch "$ready"
