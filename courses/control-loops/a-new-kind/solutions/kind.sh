cd
sed -i 's/name: TODO/name: websites.lab.example/' crd.yaml
cat > part <<'END'
                html:
                  type: string
                replicas:
                  type: integer
END
sed -i '/# (2)/r part' crd.yaml
rm part
kubectl apply -f crd.yaml
kubectl wait crd websites.lab.example --for condition=Established --timeout 20s
until kubectl get websites > /dev/null 2>&1; do sleep 0.2; done
