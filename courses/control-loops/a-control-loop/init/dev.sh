# What is desired, and a controller with three parts to do.
set -e
mkdir -p /srv/desired
chown "$STUDENT_USER:" /srv/desired

begun() {
  [ ! -e "$1" ] || return 0
  cat >"$1"
  chown "$STUDENT_USER:" "$1"
}
begun /srv/desired/web.json <<'END'
{
  "name": "web",
  "replicas": 3,
  "image": "web:1"
}
END
begun "$STUDENT_HOME/ctl.sh" <<'END'
#!/bin/bash
# Makes the containers of this machine what the files in /srv/desired say.
desired=/srv/desired
trap exit INT TERM

# Prints the IDs of the containers that run for object $1, the newest first.
observed() {
  docker ps -q --filter label=managed-by=ctl --filter label=app="$1"
}

# Brings object $1 closer to what is desired: $2 containers, of image $3.
reconcile() {
  local have
  have=$(observed "$1" | wc -l)
  [ "$have" -eq "$2" ] || echo "$1: $have run, and $2 should"

  # (1) Fewer than $2 run: start as many as are missing.

  # (2) More than $2 run: remove as many as are too many.

}

# Looks at everything once.
pass() {
  local file name replicas image
  for file in "$desired"/*.json; do
    # A file that cannot be read, since somebody is just writing it, has its turn in the next pass.
    read -r name replicas image < <(jq -r '"\(.name) \(.replicas) \(.image)"' "$file" 2>/dev/null) || continue
    reconcile "$name" "$replicas" "$image"
  done

  # (3) Objects that still have containers, but no file: reconcile them to 0.

}

while sleep 1; do
  pass
done
END
chmod 755 "$STUDENT_HOME/ctl.sh"
