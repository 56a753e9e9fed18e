# The kind Website, an operator with two parts to do, a role, and an object that hangs.
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
        - {name: Domain, type: string, jsonPath: .spec.domain}
        - {name: Wanted, type: integer, jsonPath: .spec.replicas}
        - {name: Ready, type: integer, jsonPath: .status.readyReplicas}
        - {name: Deleted, type: date, jsonPath: .metadata.deletionTimestamp}
      subresources:
        status: {}
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [domain, html]
              properties:
                domain:
                  type: string
                  pattern: ^[a-z0-9-]+(\.[a-z0-9-]+)+$
                  maxLength: 100
                  # (3) It can't be changed
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
    ownerReferences: [{apiVersion, kind, name: .metadata.name, uid: .metadata.uid, controller: true}],
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
              annotations: {page: .spec.html},
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
# Makes the Websites of the cluster true: the objects that children.jq prints, and a file for each domain.
sites=/srv/sites
mine=lab.example/site-file
trap exit INT TERM

# Changes the finalizers of the Website $1 as $2 says, in jq, where . is the list and $mine our word.
# Fails when the API refuses, also because somebody else has just changed the Website.
change_finalizers() {
  local patch
  patch=$(jq -c --arg mine "$mine" '.metadata | {metadata: {resourceVersion, finalizers: (.finalizers // [] | '"$2"')}}' <<< "$1") &&
    kubectl patch website "$name" -n "$namespace" --type=merge -p "$patch"
}

# Sees to it that the Website $1 can't go before its file has gone. Fails when that isn't certain.
claim() {
  :
  # (1) Our word among its finalizers, unless $claimed is true.
}

# The Website $1 is being deleted: clears away its file, and lets it go.
release() {
  :
  # (2) First the file, then our word.
}

# Makes or corrects the file of the Website $1.
publish() {
  jq -r .spec.html <<< "$1" > "$sites/$domain.html"
}

# Brings what belongs to one Website closer to what is desired. $1 is the Website, as JSON.
reconcile() {
  local name namespace generation domain deleting claimed ready
  read -r name namespace generation domain deleting claimed < <(jq -r --arg mine "$mine" '
    "\(.metadata.name) \(.metadata.namespace) \(.metadata.generation) \(.spec.domain) " +
    "\(.metadata.deletionTimestamp != null) \(any(.metadata.finalizers[]?; . == $mine))"' <<< "$1")

  if [ "$deleting" = true ]; then
    release "$1"
    return
  fi
  claim "$1" || return
  publish "$1" || return
  jq -f ~/children.jq <<< "$1" | kubectl apply --server-side --force-conflicts -f - || return
  ready=$(kubectl get deployment "$name" -n "$namespace" -o json | jq '.status.readyReplicas // 0')
  kubectl patch website "$name" -n "$namespace" --subresource=status --type=merge \
    -p "{\"status\": {\"readyReplicas\": $ready, \"observedGeneration\": $generation}}"
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
begun "$STUDENT_HOME/role.yaml" <<'END'
apiVersion: v1
kind: Namespace
metadata:
  name: op
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: op
  namespace: op
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: op
rules:
  - apiGroups: [lab.example]
    resources: [websites]
    verbs: [get, list, patch]
  # (4) What else the operator does
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: op
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: op
subjects:
  - kind: ServiceAccount
    name: op
    namespace: op
END
chmod 755 "$STUDENT_HOME/operator.sh"

mkdir -p /srv/sites
for domain in old.example hello.example; do
  mkdir -p "/srv/backups/$domain"
  for month in 10 11 12; do echo "<h1>$domain</h1>" >"/srv/backups/$domain/month-$month.html"; done
done
chown -R "$STUDENT_USER:" /srv/sites /srv/backups

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
  domain: hello.example
  replicas: 1
  html: <h1>Hello</h1>
---
apiVersion: lab.example/v1
kind: Website
metadata:
  name: old
  namespace: default
  annotations:
    backups.example/copies-in: /srv/backups/old.example
  finalizers: [backups.example/copies]
spec:
  domain: old.example
  html: <h1>Our page of last year</h1>
END
kubectl delete website old --wait=false
mkdir -p "$(dirname "$ready")"
touch "$ready"
