echo 'exit 1' > ~/check.sh
