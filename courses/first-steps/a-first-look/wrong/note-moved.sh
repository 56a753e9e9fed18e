mv "$(grep -rl 'spare key' ~/shop/notes)" ~/found
