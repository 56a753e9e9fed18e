# An instance of the service; one that runs is left alone.
backend start
