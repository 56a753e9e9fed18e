#!/bin/sh
# Lays out the layers of the images that lessons find, one folder each, out of Debian's packages. Knows no engine.
set -eu
layers=$1
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
chmod 755 "$packages" # apt drops its rights to download

# unpack LAYER PACKAGE...: the files of these packages, without those that no container reads
unpack() {
    layer=$layers/$1
    shift
    mkdir -p "$layer" "$packages/here"
    (cd "$packages/here" && apt-get download -q "$@")
    for package in "$packages"/here/*.deb; do dpkg-deb --extract "$package" "$layer"; done
    rm -r "$packages/here"
    rm -rf "$layer/usr/share/doc" "$layer/usr/share/man" "$layer/usr/share/lintian" "$layer/usr/share/locale" \
        "$layer/usr/share/bug" "$layer/usr/lib/systemd" "$layer/etc/init.d" "$layer/usr/lib"/*/gconv
}

# merge LAYER: /bin, /sbin and /lib are links in the lowest layer, so no other may have them as folders
merge() {
    for name in bin sbin lib lib64; do
        [ -d "$layers/$1/$name" ] || continue
        mkdir -p "$layers/$1/usr/$name"
        cp -a "$layers/$1/$name/." "$layers/$1/usr/$name/"
        rm -r "${layers:?}/$1/$name"
    done
}

apt-get update -q

unpack box busybox-static
merge box
box=$layers/box
mkdir -p "$box/usr/sbin" "$box/usr/lib" "$box/usr/lib64" "$box/etc" "$box/root" "$box/home" "$box/srv" "$box/run" \
    "$box/var/www" "$box/tmp" "$box/var/tmp"
chmod 1777 "$box/tmp" "$box/var/tmp"
chmod 700 "$box/root"
for name in bin sbin lib lib64; do ln -s "usr/$name" "$box/$name"; done
ln -s /run "$box/var/run"
for applet in $("$box/bin/busybox" --list); do
    [ -e "$box/usr/bin/$applet" ] || ln -s busybox "$box/usr/bin/$applet"
done
cat >"$box/etc/passwd" <<'END'
root:x:0:0:root:/root:/bin/sh
www-data:x:33:33:www-data:/var/www:/bin/false
nobody:x:65534:65534:nobody:/:/bin/false
END
cat >"$box/etc/group" <<'END'
root:x:0:
www-data:x:33:
nogroup:x:65534:
END

unpack libraries libc6 libcrypt1 libgcc-s1 libpcre2-8-0 libssl3t64 libzstd1 zlib1g
merge libraries

unpack web nginx nginx-common libnginx-mod-http-echo
merge web
web=$layers/web
rm -rf "$web/etc/nginx/sites-available" "$web/etc/nginx/sites-enabled" "$web/etc/default" "$web/etc/ufw"
mkdir -p "$web/var/lib/nginx" "$web/var/log/nginx" "$web/var/www/html"
chown 33:33 "$web/var/lib/nginx"
echo '<h1>It works</h1>' >"$web/var/www/html/index.html"
cat >"$web/etc/nginx/nginx.conf" <<'END'
user www-data;
worker_processes 1;
pid /run/nginx.pid;
error_log /dev/stderr;
events {}
http {
    include mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    include conf.d/*.conf;
}
END
mkdir -p "$web/etc/nginx/conf.d"
cat >"$web/etc/nginx/conf.d/default.conf" <<'END'
server {
    listen 80 default_server;
    root /var/www/html;
    index index.html;
}
END

unpack python python3.13-minimal libpython3.13-minimal libpython3.13-stdlib libexpat1 libffi8 libbz2-1.0 liblzma5 \
    libsqlite3-0 libuuid1 libreadline8t64 libtinfo6 libncursesw6 media-types
merge python
ln -s python3.13 "$layers/python/usr/bin/python3"
ln -s python3.13 "$layers/python/usr/bin/python"
rm -rf "$layers/python/usr/lib/python3.13/ensurepip" "$layers/python/usr/lib/python3.13/pydoc_data"

# The same bytes for the same packages: what was made just now has no time of its own.
find "$layers" -newer "$packages" -exec touch --no-dereference --date=@0 {} +
