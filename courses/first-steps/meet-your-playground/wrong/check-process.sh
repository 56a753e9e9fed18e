echo 'pgrep python' > ~/check.sh
