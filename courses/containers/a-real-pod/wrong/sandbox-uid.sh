# platform: answer id kubectl get pod foo -o jsonpath='{.metadata.uid}'
# platform: undo
