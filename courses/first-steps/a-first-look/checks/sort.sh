# ~/shop/inbox: 9 invoices and 7 pictures have moved to folders of their own, and 3 other files have stayed.
shop=$STUDENT_HOME/shop
inbox=$shop/inbox
count() { n=0; for one; do [ -f "$one" ] && n=$((n + 1)); done; echo "$n"; }
# Each file of the inbox says in its first line what it was called there.
must_be_real() {
  for one; do
    [ -e "$one" ] || continue
    name=${one##*/}
    [ "$(head -c 200 "$one" 2>/dev/null | sed -n '1s/^File: //p')" = "$name" ] || not_yet "$name has other text in it than the file of the inbox that was called so."
  done
}

for folder in invoices pictures; do
  [ -e "$shop/$folder" ] || not_yet "There is no folder ~/shop/$folder yet."
  [ -d "$shop/$folder" ] || not_yet "~/shop/$folder is there, but it is no folder."
done
[ -d "$inbox" ] || not_yet "The folder ~/shop/inbox is gone. Reset gives you a new one."

left=$(count "$inbox"/invoice-*)
moved=$(count "$shop"/invoices/invoice-*)
[ "$left" = 0 ] || [ "$moved" != 9 ] || not_yet "The invoices are in ~/shop/invoices, and $left of them in ~/shop/inbox as well: copied, not moved."
[ "$left" = 0 ] || not_yet "Invoices that are still in ~/shop/inbox: $left."
[ "$moved" = 9 ] || not_yet "Of the 9 invoices, $moved are in ~/shop/invoices."
left=$(count "$inbox"/*.jpg "$inbox"/*.JPG)
moved=$(count "$shop"/pictures/*.jpg "$shop"/pictures/*.JPG)
[ "$left" = 0 ] || [ "$moved" != 7 ] || not_yet "The pictures are in ~/shop/pictures, and $left of them in ~/shop/inbox as well: copied, not moved."
[ "$left" = 0 ] || not_yet "Pictures that are still in ~/shop/inbox: $left. Look at the ends of their names."
[ "$moved" = 7 ] || not_yet "Of the 7 pictures, $moved are in ~/shop/pictures."

for name in kettle.jpg.txt my-invoice-notes.txt to-do.txt; do
  [ -f "$inbox/$name" ] || not_yet "$name is neither an invoice nor a picture, and is no longer in ~/shop/inbox."
done
[ "$(count "$shop"/invoices/*)" = 9 ] || not_yet "In ~/shop/invoices is something besides the 9 invoices."
[ "$(count "$shop"/pictures/*)" = 7 ] || not_yet "In ~/shop/pictures is something besides the 7 pictures."
must_be_real "$shop"/invoices/* "$shop"/pictures/* "$inbox"/kettle.jpg.txt "$inbox"/my-invoice-notes.txt "$inbox"/to-do.txt
