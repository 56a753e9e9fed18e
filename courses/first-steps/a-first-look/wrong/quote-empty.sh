rm ~/shop/odd/price\ list.txt ~/shop/odd/\*
touch ~/shop/odd/prices.txt
