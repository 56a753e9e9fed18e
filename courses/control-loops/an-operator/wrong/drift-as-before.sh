# Creates what is missing, and leaves the rest as it is.
true
# platform: undo
