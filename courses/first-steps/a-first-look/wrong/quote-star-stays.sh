mv ~/shop/odd/price\ list.txt ~/shop/odd/prices.txt
rm '~/shop/odd/*' 2> /dev/null
true
