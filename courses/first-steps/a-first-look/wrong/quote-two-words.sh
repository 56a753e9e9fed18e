cat ~/shop/odd/price ~/shop/odd/list.txt > ~/shop/odd/prices.txt
rm ~/shop/odd/'price list.txt' ~/shop/odd/'*'
