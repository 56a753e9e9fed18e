kubectl run trap-fixed --image=hello --image-pull-policy=IfNotPresent
kubectl wait --for=condition=Ready pod/trap-fixed --timeout=50s
