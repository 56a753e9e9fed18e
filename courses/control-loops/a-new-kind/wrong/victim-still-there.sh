# platform: answer uid kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.uid}'
# platform: undo
