cd
sed -i 's/# (4) A second door.*/subresources: {status: {}}/' crd.yaml
kubectl apply -f crd.yaml
