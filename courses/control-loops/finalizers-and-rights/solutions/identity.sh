cd
kubectl config view --raw --minify > op.kubeconfig
kubectl --kubeconfig op.kubeconfig config delete-user kind-lab
kubectl --kubeconfig op.kubeconfig config set-credentials op --token "$(kubectl create token op -n op --duration 8h)"
kubectl --kubeconfig op.kubeconfig config set-context --current --user op
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
KUBECONFIG=~/op.kubeconfig nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
