# What is desired, places for what the controller says and owns, and a controller with four parts to do.
set -e
for folder in desired status ext; do
  mkdir -p "/srv/$folder"
  chown "$STUDENT_USER:" "/srv/$folder"
done

begun() {
  [ ! -e "$1" ] || return 0
  cat >"$1"
  chown "$STUDENT_USER:" "$1"
}
begun /srv/desired/web.json <<'END'
{
  "name": "web",
  "replicas": 2,
  "image": "web:1"
}
END
begun "$STUDENT_HOME/ctl.sh" <<'END'
#!/bin/bash
# Makes the containers of this machine what the files in /srv/desired say, and tells in /srv/status how they stand.
desired=/srv/desired
status=/srv/status
ext=/srv/ext
trap exit INT TERM

# Prints the IDs of the containers that run for object $1, the newest first.
observed() {
  docker ps -q --filter label=managed-by=ctl --filter label=app="$1"
}

# Brings object $1 closer to what is desired: $2 containers, of image $3.
reconcile() {
  local have message=""
  mkdir -p "$ext/$1"

  # (3) Remove the containers of this object that have ended.

  have=$(observed "$1" | wc -l)
  while [ "$have" -lt "$2" ]; do
    # (2) What docker complains of goes to /dev/null here. It belongs in $message.
    docker run -d --pull never --label managed-by=ctl --label app="$1" -v "$ext/$1:/data" "$3" > /dev/null 2>&1 || break
    have=$((have + 1))
  done
  if [ "$have" -gt "$2" ]; then
    observed "$1" | head -n $((have - $2)) | xargs docker rm -f > /dev/null
  fi
  report "$1" "$2" "$message"
}

# Tells how object $1 stands, of which $2 are desired; $3 is what went wrong.
report() {
  # (1) This is no report, it is a wish: how many do run?
  local ready=$2
  # Written beside and then moved, so that nobody reads half of it.
  jq -n --arg name "$1" --argjson replicas "$2" --argjson ready "$ready" --arg message "$3" \
    '{name: $name, replicas: $replicas, readyReplicas: $ready, message: $message}' > "$status/.$1" &&
    mv "$status/.$1" "$status/$1.json"
}

# Object $1 has no file any more: clears away what it owned.
forget() {
  # (4) Its containers, then its folder in $ext, then its status.
  :
}

# Looks at everything once.
pass() {
  local file name replicas image
  for file in "$desired"/*.json; do
    # A file that cannot be read, since somebody is just writing it, has its turn in the next pass.
    read -r name replicas image < <(jq -r '"\(.name) \(.replicas) \(.image)"' "$file" 2>/dev/null) || continue
    reconcile "$name" "$replicas" "$image"
  done
  for name in $(ls "$ext"); do
    [ -e "$desired/$name.json" ] || forget "$name"
  done
}

while sleep 1; do
  pass
done
END
chmod 755 "$STUDENT_HOME/ctl.sh"
