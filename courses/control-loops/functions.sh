# For checks that ask the cluster lab on dev.

# Ends the check when the API server does not answer. From then on $work is a folder of the check, which goes with it.
reach_cluster() {
  work=$(mktemp -d) || not_yet "There is no room left in /tmp, not even for a small file."
  trap 'rm -rf "$work"' EXIT
  trap 'exit 2' INT TERM
  timeout 5 docker version >/dev/null 2>&1 ||
    not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
  timeout 5 kind get kubeconfig --name lab >"$work/config" 2>/dev/null ||
    not_yet "The cluster lab is gone, or its node does not run. If docker start lab-control-plane does not bring it back, press Reset."
  [ "$(api get --raw /readyz)" = ok ] ||
    not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
}
# kubectl as the administrator, whatever the student's own kubeconfig says. api_says also tells what the API complains of.
api_says() { timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s "$@"; }
api() { api_says "$@" 2>/dev/null; }
# within SECONDS COMMAND...: does the command become true in this time?
within() {
  until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.5
  done
}
