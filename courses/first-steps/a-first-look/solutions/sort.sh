mkdir ~/shop/invoices ~/shop/pictures
mv ~/shop/inbox/invoice-* ~/shop/invoices
mv ~/shop/inbox/*.jpg ~/shop/inbox/*.JPG ~/shop/pictures
