kubectl run trap-fixed --image=hello:latest
until kubectl get pod trap-fixed | grep Pull; do sleep 1; done
