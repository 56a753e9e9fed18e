printf '%s\n' be1:8080 be2:8080 "be2:$VAR_EXTRA" be3:8080 | ssh lb 'cat > /srv/registry/api'
# platform: undo
ssh lb rm /srv/registry/api
