kubectl patch pod trap --type=json -p '[{"op": "replace", "path": "/spec/containers/0/imagePullPolicy", "value": "IfNotPresent"}]'
# platform: undo
