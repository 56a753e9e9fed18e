kubectl scale deployment api --replicas 2
until [ "$(kubectl get pods -l app=api -o name | wc -l)" -eq 2 ]; do sleep 0.5; done
