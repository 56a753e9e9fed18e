#!/bin/sh
# Docker's engine inside a machine, as root of the machine:
#   docker-engine run rootless|rootful   starts it, and again whenever it ends
#   docker-engine answers [SECONDS]         is it there? waits so long for it
#   docker-engine pid                       a process that has the namespaces which the engine calls the host's
# `rootless` runs it as the student in a user namespace, `rootful` as root. Knows nothing of lessons.
set -eu

student=student
state=/run/user/$(id -u "$student")
data=/var/lib/docker

say() { echo "docker-engine: $*" >&2; }

fail() {
    say "$*"
    exit 2
}

# The cgroup of this machine may be divided further by the student's engine. False where the host does not allow it.
divide_cgroups() {
    owner=$1
    set --
    while read -r _ mountpoint type _; do
        case $type in cgroup | cgroup2) set -- "$@" "$mountpoint" ;; esac
    done </proc/mounts
    [ $# -gt 0 ] || return 1
    for mountpoint; do
        mount -o remount,rw,bind "$mountpoint" 2>/dev/null || return 1
        chown "$owner" "$mountpoint" || return 1
    done
    [ -e /sys/fs/cgroup/cgroup.controllers ] || return 0
    # Version 2: a cgroup that hands controllers down holds no processes itself.
    mkdir -p /sys/fs/cgroup/machine
    xargs -rn1 </sys/fs/cgroup/cgroup.procs >/sys/fs/cgroup/machine/cgroup.procs 2>/dev/null || :
    sed 's/^/+/; s/ / +/g' /sys/fs/cgroup/cgroup.controllers >/sys/fs/cgroup/cgroup.subtree_control || return 1
    (cd /sys/fs/cgroup && chown "$owner" cgroup.procs cgroup.subtree_control cgroup.threads)
}

# A user namespace may mount /proc and /sys anew only where it sees both without covered parts. The machine's own stay
# covered, so this is for a mount namespace that only the engine is in. There nobody is the host's root, so nobody may
# write what the covers protect.
uncover_proc_and_sys() {
    while read -r _ mountpoint _; do
        case $mountpoint in
            /sys/fs/*) ;;
            /proc/* | /sys/*) echo "$mountpoint" ;;
        esac
    done </proc/mounts | tac | xargs --no-run-if-empty umount &&
        mount -o remount,rw,bind /proc && mount -o remount,rw /sys
}

# Whoever is root of the machine could be root of the host here, so the student is not: sudo means root in the engine's
# namespaces, and nothing else lends root's rights.
take_root_away() {
    rm -f "/etc/sudoers.d/$student"
    find /usr -xdev -type f -perm /6000 -exec chmod a-s {} +
    ln -sf /usr/local/lib/sandlot/sudo-rootless /usr/local/bin/sudo
}

prepare_rootless() {
    unshare --mount true 2>/dev/null || fail "way rootless needs SYS_ADMIN for the machine's root: add that capability."
    take_root_away
    mkdir -p "$state" "$data"
    chown "$student:$student" "$state" "$data"
    chmod 700 "$state"
    [ -e /dev/net/tun ] && chmod 666 /dev/net/tun
    ln -sf "$state/docker.sock" /run/docker.sock
}

prepare_rootful() {
    mount -o remount,rw,bind /sys || say "/sys stays read-only: privileged containers will not start"
    divide_cgroups root || say "this host does not let cgroups be divided: limits such as --memory will not work"
    mount --make-rshared / || say "mounts are not shared: containers that mount for others will not work"
    [ -e /dev/kmsg ] || mknod /dev/kmsg c 1 11 2>/dev/null || :
}

start_rootless() {
    cd /
    pkill -9 -U "$student" -x containerd-shim || : # of the last engine, whose namespaces have gone
    exec unshare --mount "$0" apart
}

# In a mount namespace of the engine's own.
apart() {
    uncover_proc_and_sys || say "cannot uncover /proc and /sys: no container will start"
    if divide_cgroups "$student"; then
        # As the plain root that it is in its namespaces, the engine sets limits; told that it is rootless, it would not.
        start_rootlesskit --rootless=false
    else
        say "this host does not let cgroups be divided: the engine ignores limits such as --memory"
        start_rootlesskit --rootless=true
    fi
}

start_rootlesskit() {
    exec env -i PATH="$PATH" HOME="/home/$student" USER=root LANG=C.UTF-8 XDG_RUNTIME_DIR="$state" \
        RESOLVER_OPTIONS="$(sed -n 's/^options //p' /etc/resolv.conf)" \
        setpriv --reuid "$student" --regid "$student" --init-groups --inh-caps=-all \
        rootlesskit --state-dir="$state/rootlesskit" --net=slirp4netns --mtu=65520 \
        --slirp4netns-sandbox=auto --slirp4netns-seccomp=auto --disable-host-loopback --port-driver=builtin \
        --copy-up=/etc --copy-up=/run --propagation=rslave \
        "$0" inside student "$state/docker" "$@" --host="unix://$state/docker.sock" --pidfile="$state/docker.pid" \
        --userland-proxy-path=/usr/local/lib/sandlot/docker-proxy-rootless
}

start_rootful() {
    exec "$0" inside root /var/run/docker --host=unix:///run/docker.sock --pidfile=/run/docker.pid
}

# Root's part, in the namespaces that the engine will have.
inside() {
    owner=$1
    runtime=$2
    shift 2
    if [ "$owner" = student ]; then
        rm -rf /run/docker /run/containerd /run/xtables.lock
        [ -z "$RESOLVER_OPTIONS" ] || echo "options $RESOLVER_OPTIONS" >>/etc/resolv.conf
        case $1 in --rootless=false) unset ROOTLESSKIT_STATE_DIR ;; esac # by this it would know
    fi
    [ -e "$data/image" ] || give_images "$owner"
    start_containerd "$runtime/containerd"
    exec dockerd --data-root="$data" --exec-root="$runtime" --containerd="$runtime/containerd/containerd.sock" "$@"
}

# dockerd would start it too, but asks only once a second whether it is there. When it ends, so does dockerd, whose
# process this shell becomes.
start_containerd() {
    mkdir -p "$1"
    last=$(cat "$1/pid" 2>/dev/null) && [ "$(ps -o comm= -p "$last")" = containerd ] && kill -9 "$last"
    rm -f "$1/containerd.sock"
    cat >"$1/config.toml" <<END
version = 2
disabled_plugins = ["io.containerd.grpc.v1.cri"]
root = "$data/containerd/daemon"
state = "$1/daemon"
[grpc]
address = "$1/containerd.sock"
END
    {
        sh -c 'echo $$ >"$1/pid"; exec containerd --config "$1/config.toml"' sh "$1" || :
        kill -KILL $$ 2>/dev/null
    } &
    tries=200
    until [ -S "$1/containerd.sock" ] || [ $((tries -= 1)) -eq 0 ]; do sleep 0.02; done
}

# The images' list is this machine's own; their layers lie in the machine's image, which all machines share.
give_images() {
    cp -dR "/usr/share/sandlot/store/$1/." "$data/"
    lower=/usr/share/sandlot/layers/$1/box
    try=$data/try
    mkdir -p "$try/upper" "$try/work" "$try/merged"
    if mount -t overlay -o "lowerdir=$lower,upperdir=$try/upper,workdir=$try/work" overlay "$try/merged" 2>/dev/null
    then
        umount "$try/merged"
    else
        say "this host stacks no further overlay: copying the images"
        for layer in "$data"/overlay2/*/diff; do
            [ -L "$layer" ] || continue
            folder=$(readlink "$layer")
            rm "$layer"
            cp -a "$folder" "$layer"
        done
    fi
    rm -rf "$try"
}

answers() {
    deadline=$(($(date +%s) + ${1:-0}))
    until [ "$(curl -s --max-time 1 --unix-socket /run/docker.sock http://docker/_ping)" = OK ]; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.05
    done
}

run() {
    case ${1:-} in
        rootless | rootful) ;;
        *) fail "say which way: docker-engine run rootless, or docker-engine run rootful" ;;
    esac
    "prepare_$1"
    trap 'kill "$engine" 2>/dev/null; wait "$engine"; exit 0' TERM INT
    while :; do
        "start_$1" >>/var/log/docker-engine.log 2>&1 &
        engine=$!
        wait "$engine" || :
        say "the engine has ended: starting it again"
        sleep 1
    done
}

case ${1:-} in
    run | answers | apart | inside)
        command=$1
        shift
        "$command" "$@"
        ;;
    pid) pgrep --oldest --exact dockerd ;;
    *) fail "what? docker-engine run rootless|rootful, docker-engine answers [SECONDS], docker-engine pid" ;;
esac
