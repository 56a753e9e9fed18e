cd
kubectl patch website hello --type=merge -p '{"metadata": {"finalizers": ["lab.example/site-file"]}}'
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
