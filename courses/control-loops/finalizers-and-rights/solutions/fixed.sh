cd
cat > part <<'END'
                  x-kubernetes-validations:
                    - rule: self == oldSelf
                      message: the domain of a Website can't be changed
END
sed -i '/# (3)/r part' crd.yaml
rm part
kubectl apply -f crd.yaml
