grep -rh 'spare key' ~/shop/notes > ~/found
