echo 'Hung the spare key behind the door.' | tee ~/shop/notes/2025/mine.txt > ~/found
