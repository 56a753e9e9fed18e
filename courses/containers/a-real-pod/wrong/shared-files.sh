# platform: answer types echo ipc mnt net uts
# platform: undo
