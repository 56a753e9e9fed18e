kubectl apply -f - << 'END'
apiVersion: v1
kind: Service
metadata:
  name: api-h
spec:
  clusterIP: None
  selector:
    app: api
  ports:
    - name: http
      port: 8080
END
# DNS learns of it a moment later.
dns=$(kubectl get service kube-dns -n kube-system -o jsonpath='{.spec.clusterIP}')
until kubectl exec client -- nslookup -type=srv _http._tcp.api-h.default.svc.cluster.local "$dns" | grep 8080; do sleep 0.5; done
