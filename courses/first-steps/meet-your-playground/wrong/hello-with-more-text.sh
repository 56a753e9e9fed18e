echo "This is $(hostname)" > ~/hello
