kubectl label $(kubectl get pods -l app=api -o name | head -n 1) chosen=yes
kubectl expose deployment api --port 80 --target-port 8080 --selector app=api,chosen=yes
# platform: undo
kubectl delete service api
kubectl label pods -l app=api chosen-
