echo 'nc -z -w 2 127.0.0.1 $1' > ~/check.sh
