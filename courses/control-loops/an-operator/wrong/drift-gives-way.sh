cd
# What a person has scaled is a conflict, and stays.
sed -i.begun 's/kubectl create -f -/kubectl apply --server-side -f -/' operator.sh
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
