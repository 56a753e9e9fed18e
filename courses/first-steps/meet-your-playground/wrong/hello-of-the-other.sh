ssh m2 hostname > ~/hello
