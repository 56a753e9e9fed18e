cd
address=$(docker inspect -f '{{.NetworkSettings.Networks.kind.IPAddress}}' legacy)
cat > legacy.yaml << END
apiVersion: v1
kind: Service
metadata:
  name: legacy
spec:
  ports:
    - name: http
      port: 80
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: legacy-by-hand
  labels:
    kubernetes.io/service-name: legacy
addressType: IPv4
ports:
  - name: http
    port: 9000
endpoints:
  - addresses: [$address]
END
kubectl apply -f legacy.yaml
