ssh m2 'hostname > /tmp/from-m1; echo 127.0.0.1 > /tmp/from-m1'
