mkdir ~/shop/invoices ~/shop/pictures
cd ~/shop/inbox
for name in invoice-*; do touch ~/shop/invoices/"$name"; rm "$name"; done
for name in *.jpg *.JPG; do touch ~/shop/pictures/"$name"; rm "$name"; done
