while sleep 0.5; do date >> ~/clock; done > /dev/null 2>&1 &
until [ "$(wc -l < ~/clock)" -ge 2 ] 2> /dev/null; do sleep 0.1; done
