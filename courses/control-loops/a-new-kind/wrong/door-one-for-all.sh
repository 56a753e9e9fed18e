cd
# The fields are there, and written by the main door.
sed -i.begun 's/# (4) What is.*/status: {type: object, properties: {readyReplicas: {type: integer}, observedGeneration: {type: integer}}}/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
