kubectl replace --force -f ~/foo.yaml
kubectl wait pod/foo --for condition=Ready --timeout 40s
# platform: undo
