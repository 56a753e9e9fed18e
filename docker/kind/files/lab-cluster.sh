#!/bin/sh
# The cluster `lab` that a machine may arrive with, as root of the machine:
#   lab-cluster make NODES   makes it, of 1 or 2 nodes, once in the machine's life: afterwards it is the student's
#   lab-cluster resume       starts again the nodes of all clusters, which end with the machine's engine
# Knows nothing of lessons.
set -eu

name=lab
student=student
made=/var/lib/sandlot/lab-cluster-made

fail() {
    echo "lab-cluster: $*"
    exit 2
}

as_student() { runuser -u "$student" -- env HOME="/home/$student" "$@"; }

make() {
    nodes=$1
    [ ! -e "$made" ] || exit 0
    said=$(mktemp)
    as_student kind delete cluster --name "$name" >/dev/null 2>&1 || : # one that was half made
    as_student kind create lab "$nodes" >"$said" 2>&1 || fail "kind could not make the cluster: $(reason <"$said")"
    rm "$said"
    set -- node/lab-control-plane $([ "$nodes" -lt 2 ] || echo node/lab-worker)
    as_student kubectl wait --for=create "$@" --timeout=60s >/dev/null &&
        as_student kubectl wait --for=condition=Ready "$@" --timeout=120s >/dev/null ||
        fail "the nodes were not ready after two minutes"
    as_student kubectl wait --namespace default --for=create serviceaccount/default --timeout=30s >/dev/null
    mkdir -p "$(dirname "$made")"
    : >"$made"
}

# reason: of what kind said, the line that says why
reason() { sed -n 's/^ERROR: *//p' | head -n 1; }

resume() {
    ended=$(docker ps --all --quiet --filter label=io.x-k8s.kind.cluster --filter status=exited)
    [ -z "$ended" ] || docker start $ended >/dev/null
}

case "$*" in
    'make 1' | 'make 2') make "$2" ;;
    resume) resume ;;
    *) fail 'what? lab-cluster make 1, lab-cluster make 2, lab-cluster resume' ;;
esac
