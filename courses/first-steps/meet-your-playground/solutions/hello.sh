hostname > ~/hello
