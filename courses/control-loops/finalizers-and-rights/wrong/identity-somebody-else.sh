cd
kubectl create serviceaccount other -n op
kubectl create clusterrolebinding other --clusterrole op --serviceaccount op:other
kubectl config view --raw --minify > op.kubeconfig
kubectl --kubeconfig op.kubeconfig config delete-user kind-lab
kubectl --kubeconfig op.kubeconfig config set-credentials op --token "$(kubectl create token other -n op --duration 8h)"
kubectl --kubeconfig op.kubeconfig config set-context --current --user op
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
KUBECONFIG=~/op.kubeconfig nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
rm op.kubeconfig
kubectl delete clusterrolebinding other
kubectl delete serviceaccount other -n op
