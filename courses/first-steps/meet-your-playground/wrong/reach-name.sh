ssh m2 "echo $(hostname) > /tmp/from-m1"
