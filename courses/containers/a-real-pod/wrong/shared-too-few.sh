# platform: answer types echo net
# platform: undo
