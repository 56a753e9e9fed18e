# platform: answer types echo ipc net pid uts
# platform: undo
