# platform: answer net readlink /proc/$$/ns/net
# platform: undo
