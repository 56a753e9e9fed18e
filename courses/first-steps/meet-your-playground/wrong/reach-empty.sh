ssh m2 ': > /tmp/from-m1'
