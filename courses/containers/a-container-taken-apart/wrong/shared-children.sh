# platform: answer shared echo time_for_children
# platform: undo
