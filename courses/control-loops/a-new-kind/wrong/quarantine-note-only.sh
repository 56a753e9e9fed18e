kubectl label pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" state=quarantine
# platform: undo
kubectl label pods -l state=quarantine state-
