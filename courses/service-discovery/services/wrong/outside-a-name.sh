kubectl create service externalname legacy --external-name legacy.kind
# platform: undo
kubectl delete service legacy
