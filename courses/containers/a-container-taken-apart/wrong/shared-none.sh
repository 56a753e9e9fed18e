# platform: answer shared echo none
# platform: undo
