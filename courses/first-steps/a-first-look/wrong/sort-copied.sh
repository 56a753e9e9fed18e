mkdir ~/shop/invoices ~/shop/pictures
cp ~/shop/inbox/invoice-* ~/shop/invoices
cp ~/shop/inbox/*.jpg ~/shop/inbox/*.JPG ~/shop/pictures
