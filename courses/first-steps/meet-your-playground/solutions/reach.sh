ssh m2 "echo $(hostname -I) > /tmp/from-m1"
