# The folder of the registry, which lb hands out on port 8000; a registrar and a balancer that are begun.
set -e
mkdir -p /srv/registry
chown "$STUDENT_USER:" /srv/registry
ss -Hltn 'sport = :8000' | grep -q . ||
  setsid python3 -m http.server 8000 --directory /srv/registry </dev/null >/dev/null 2>&1 &
until ss -Hltn 'sport = :8000' | grep -q .; do sleep 0.1; done

begun() {
  [ ! -e "$STUDENT_HOME/$1" ] || return 0
  cat >"$STUDENT_HOME/$1"
  chown "$STUDENT_USER:" "$STUDENT_HOME/$1"
}
begun haproxy.head <<'CONFIG'
defaults
    mode http
    timeout connect 1s
    timeout client 10s
    timeout server 10s

listen stats
    bind :8404
    stats enable
    stats uri /
    stats refresh 2s

frontend api
    bind :80
    default_backend instances

backend instances
    balance roundrobin
    option redispatch 1
CONFIG
begun registrar.sh <<SCRIPT
#!/bin/bash
# Keeps /srv/registry/api equal to the instances that live.
registry=/srv/registry/api

# Prints ADDRESS:PORT of each instance that says that it is well.
look() {
  for address in $IP_BE1 $IP_BE2 $IP_BE3; do
    for port in {8080..8089}; do
      # (1) Ask http://\$address:\$port/health, for a second at most. If the answer is good, print \$address:\$port.
      :
    done
  done
}

# Does what has to be done when the list is another one.
changed() {
  # (3) Comes later.
  echo "The list has \$(wc -l < \$registry) instances now."
}

changed
while sleep 1; do
  look > \$registry.new
  # (2) If the new list differs from the old one, move it to the old one's place, and call changed.
done
SCRIPT
chmod 755 "$STUDENT_HOME/registrar.sh"
