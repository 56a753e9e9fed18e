# ~/shop/odd: `price list.txt` is called prices.txt, the file called * is gone, and three others are as they were.
odd=$STUDENT_HOME/shop/odd
# Each file says in its first line what it was called.
was() { head -c 200 "$1" 2>/dev/null | sed -n '1s/^File: //p'; }

[ -d "$odd" ] || not_yet "The folder ~/shop/odd is gone. Reset gives you a new one."
for name in price list.txt 'opening hours.txt'; do
  [ -f "$odd/$name" ] || not_yet "The file \"$name\" in ~/shop/odd is gone, and should have stayed. Reset gives it back."
  [ "$(was "$odd/$name")" = "$name" ] || not_yet "The file \"$name\" in ~/shop/odd was changed, and should have stayed as it was. Reset gives it back."
done
[ -e "$odd/prices.txt" ] || not_yet "There is no file ~/shop/odd/prices.txt yet."
[ -f "$odd/prices.txt" ] || not_yet "~/shop/odd/prices.txt is there, but it is no file."
[ "$(was "$odd/prices.txt")" = 'price list.txt' ] || not_yet "~/shop/odd/prices.txt is not the file that was called \"price list.txt\": its text is another one."
[ ! -e "$odd/price list.txt" ] || not_yet "prices.txt is there, and \"price list.txt\" is as well: copied, not renamed."
[ ! -e "$odd/*" ] || not_yet "The file that is called * is still in ~/shop/odd."
