~/pick.sh
# platform: undo
