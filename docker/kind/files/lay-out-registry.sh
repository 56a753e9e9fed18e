#!/bin/sh
# Lays out the layer of a small image registry, out of Debian's package. Knows no engine.
set -eu
layer=$1
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
chmod 755 "$packages" # apt drops its rights to download

apt-get update -q
(cd "$packages" && apt-get download -q docker-registry)
mkdir -p "$layer/var/lib/registry"
dpkg-deb --extract "$packages"/docker-registry_*.deb "$layer"
rm -rf "$layer/etc" "$layer/usr/share" "$layer/usr/lib" "$layer/lib" "$layer/var/lib/docker-registry"
mkdir -p "$layer/etc/docker/registry"
cat >"$layer/etc/docker/registry/config.yml" <<'CONFIG'
version: 0.1
log: {fields: {service: registry}}
storage:
  filesystem: {rootdirectory: /var/lib/registry}
  delete: {enabled: true}
http: {addr: ':5000'}
CONFIG
# The same bytes for the same package: what was made just now has no time of its own.
find "$layer" -newer "$packages" -exec touch --no-dereference --date=@0 {} +
