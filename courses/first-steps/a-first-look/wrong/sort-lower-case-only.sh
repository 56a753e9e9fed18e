mkdir ~/shop/invoices ~/shop/pictures
mv ~/shop/inbox/invoice-* ~/shop/invoices
mv ~/shop/inbox/*.jpg ~/shop/pictures
