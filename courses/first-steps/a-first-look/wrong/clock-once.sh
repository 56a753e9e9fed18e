date > ~/clock
