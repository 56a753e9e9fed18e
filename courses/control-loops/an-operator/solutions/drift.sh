cd
sed -i 's/kubectl create -f -/kubectl apply --server-side --force-conflicts -f -/' operator.sh
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
