# platform: answer types echo ipc net user uts
# platform: undo
