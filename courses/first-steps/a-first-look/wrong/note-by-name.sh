cp ~/shop/notes/2024/spare-key.txt ~/found
