ssh be1 sudo backend start
ssh lb sudo backend start 80
