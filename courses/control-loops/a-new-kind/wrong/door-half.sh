cd
sed -i.begun -e 's/# (4) A second door.*/subresources: {status: {}}/' \
  -e 's/# (4) What is.*/status: {type: object, properties: {readyReplicas: {type: integer}}}/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
