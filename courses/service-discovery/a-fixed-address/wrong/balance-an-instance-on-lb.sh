ssh be1 sudo backend start
ssh lb sudo backend start 80
# platform: undo
ssh lb sudo backend stop 80
ssh be1 sudo backend stop
