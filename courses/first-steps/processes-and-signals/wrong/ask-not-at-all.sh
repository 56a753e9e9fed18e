echo "keeper 1 was asked to finish" > ~/keeper.log
