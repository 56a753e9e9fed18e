#!/bin/sh
# Writes the images of a node's own pods as an archive that `ctr images import` reads:
#   make-images.sh FOLDER KUBERNETES COREDNS ETCD PAUSE     the folder gets images.tar; the rest are versions
# They have next to nothing in them: the node lends them its program, see files/bin/lend-program.
set -eu
folder=$1 kubernetes=$2 coredns=$3 etcd=$4 pause=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
architecture=$(dpkg --print-architecture)
archive=$work/archive
mkdir -p "$archive"

# pack NAME: the folder NAME as a layer, the same bytes for the same files
pack() {
    tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory="$work/$1" \
        --file="$archive/$1.tar" .
}

# describe NAME LAYER SETTINGS: the configuration NAME.json of an image of one layer
describe() {
    digest=$(sha256sum "$archive/$2.tar" | cut -d' ' -f1)
    printf '{"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z","config":{%s},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
        "$architecture" "$3" "$digest" >"$archive/$1.json"
}

# with_libraries ROOT PROGRAM...: copies programs of this machine, and what they are linked with
with_libraries() {
    root=$1
    shift
    for program; do
        mkdir -p "$root$(dirname "$program")"
        cp -L "$program" "$root$program"
        ldd "$program" | sed -n 's|.*[ \t]\(/[^ ]*\) (0x.*|\1|p' | while read -r library; do
            mkdir -p "$root$(dirname "$library")"
            cp -L "$library" "$root$library"
        done
    done
}

node=$work/node
mkdir -p "$node/usr/local/lib/kind-node" "$node/usr/local/bin" "$node/etc" "$node/tmp" "$node/usr/sbin"
chmod 1777 "$node/tmp"
: >"$node/usr/local/lib/kind-node/program"
chmod 755 "$node/usr/local/lib/kind-node/program"
for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy etcd coredns pod-network local-volumes; do
    ln -s ../lib/kind-node/program "$node/usr/local/bin/$name"
done
ln -s usr/local/bin/coredns "$node/coredns"
echo 'root:x:0:0:root:/:/sbin/nologin' >"$node/etc/passwd"
echo 'root:x:0:' >"$node/etc/group"
with_libraries "$node" /usr/sbin/xtables-nft-multi /usr/lib/*-linux-gnu/xtables/*.so
for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
    ln -s xtables-nft-multi "$node/usr/sbin/$name"
done
[ -e "$node/lib" ] || ln -s usr/lib "$node/lib"
[ -e "$node/lib64" ] || ln -s usr/lib64 "$node/lib64"
pack node

mkdir "$work/pause"
musl-gcc -static -s -Os -Wall -Wextra -Werror -o "$work/pause/pause" "$(dirname "$0")/pause.c"
pack pause

path='"Env":["PATH=/usr/local/bin:/usr/sbin:/usr/bin"]'
describe node-config node "$path"
describe coredns-config node "$path,\"Entrypoint\":[\"/coredns\"]"
describe pause-config pause '"Entrypoint":["/pause"]'
cat >"$archive/manifest.json" <<JSON
[
  {"Config":"node-config.json","Layers":["node.tar"],"RepoTags":[
    "registry.k8s.io/kube-apiserver:$kubernetes","registry.k8s.io/kube-controller-manager:$kubernetes",
    "registry.k8s.io/kube-scheduler:$kubernetes","registry.k8s.io/kube-proxy:$kubernetes",
    "registry.k8s.io/etcd:$etcd","localhost/pod-network:1","localhost/local-volumes:1"]},
  {"Config":"coredns-config.json","Layers":["node.tar"],"RepoTags":["registry.k8s.io/coredns/coredns:$coredns"]},
  {"Config":"pause-config.json","Layers":["pause.tar"],"RepoTags":["registry.k8s.io/pause:$pause"]}
]
JSON
tar --create --sort=name --mtime=@0 --directory="$archive" --file="$folder/images.tar" .
