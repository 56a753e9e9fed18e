# The line of the lesson, with the program as it was.
~/client.sh
# platform: undo
