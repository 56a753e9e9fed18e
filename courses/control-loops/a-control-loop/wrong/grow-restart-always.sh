cd
# The engine keeps it up, as long as nobody removes it.
cat > ctl.sh <<'SCRIPT'
#!/bin/bash
started=" "
while sleep 1; do
  for file in /srv/desired/*.json; do
    name=$(jq -r .name "$file")
    case $started in *" $name "*) continue ;; esac
    for number in $(seq "$(jq -r .replicas "$file")"); do
      docker run -d --restart=always --label managed-by=ctl --label app="$name" "$(jq -r .image "$file")" > /dev/null
    done
    started="$started$name "
  done
done
SCRIPT
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
