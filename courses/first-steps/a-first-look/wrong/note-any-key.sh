cat $(grep -rl key ~/shop/notes) > ~/found
