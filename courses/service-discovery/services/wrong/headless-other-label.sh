kubectl create service clusterip api-h --clusterip None
# platform: undo
kubectl delete service api-h
