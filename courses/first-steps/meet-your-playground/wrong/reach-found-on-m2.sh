ssh m2 'hostname -I > /tmp/from-m1'
