# The kind Website and one object of it, and an operator with five parts to do.
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
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: websites.lab.example
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
      subresources:
        status: {}
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [html]
              properties:
                html:
                  type: string
                replicas:
                  type: integer
                  minimum: 1
                  maximum: 5
                  default: 1
            status:
              type: object
              properties:
                readyReplicas:
                  type: integer
                observedGeneration:
                  type: integer
END
begun "$STUDENT_HOME/children.jq" <<'END'
# Reads a Website, and prints the two objects that it should have.
{website: .metadata.name} as $labels
| {
    name: .metadata.name,
    namespace: .metadata.namespace,
    # (3) Whose they are

    labels: $labels
  } as $metadata
| {
    apiVersion: "v1",
    kind: "List",
    items: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: $metadata,
        data: {page: .spec.html}
      },
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: $metadata,
        spec: {
          replicas: .spec.replicas,
          selector: {matchLabels: $labels},
          template: {
            metadata: {
              # (4) What a pod was started with

              labels: $labels
            },
            spec: {
              terminationGracePeriodSeconds: 1,
              containers: [
                {
                  name: "httpd",
                  image: "box:1",
                  command: ["sh", "-c", "echo \"$PAGE\" > /srv/index.html; exec httpd -f -p 8080 -h /srv"],
                  env: [
                    {name: "PAGE", valueFrom: {configMapKeyRef: {name: .metadata.name, key: "page"}}}
                  ],
                  readinessProbe: {httpGet: {port: 8080}, periodSeconds: 2}
                }
              ]
            }
          }
        }
      }
    ]
  }
END
begun "$STUDENT_HOME/operator.sh" <<'END'
#!/bin/bash
# Makes the Websites of the cluster true. What each of them should have is in children.jq.
trap exit INT TERM

# Brings what belongs to one Website closer to what is desired. $1 is the Website, as JSON.
reconcile() {
  local name namespace generation ready
  read -r name namespace generation < <(jq -r '.metadata | "\(.name) \(.namespace) \(.generation)"' <<< "$1")

  # (1) Its children: jq -f ~/children.jq prints what they should be.

  # (5) Its status: how many replicas are ready, and of which generation that is said.

}

# Looks at all Websites once.
pass() {
  local site
  kubectl get websites --all-namespaces -o json | jq -c '.items[]' | while read -r site; do
    reconcile "$site"
  done
}

while sleep 2; do
  pass
done
END
chmod 755 "$STUDENT_HOME/operator.sh"

config=$(mktemp)
trap 'rm -f "$config"' EXIT
kind get kubeconfig --name lab >"$config"
export KUBECONFIG="$config"
kind load docker-image box:1 --name lab
kubectl apply -f "$STUDENT_HOME/crd.yaml"
kubectl wait crd websites.lab.example --for condition=Established --timeout 60s
until kubectl get websites >/dev/null 2>&1; do sleep 0.2; done # it is told of a moment later
kubectl apply -f - <<'END'
apiVersion: lab.example/v1
kind: Website
metadata:
  name: hello
  namespace: default
spec:
  replicas: 1
  html: <h1>Hello</h1>
END
mkdir -p "$(dirname "$ready")"
touch "$ready"
