mv ~/shop/inbox/invoice-* ~/shop/invoices 2> /dev/null
mv ~/shop/inbox/*.jpg ~/shop/inbox/*.JPG ~/shop/pictures 2> /dev/null
