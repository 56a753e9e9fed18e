curl -s http://lb/
# platform: undo
