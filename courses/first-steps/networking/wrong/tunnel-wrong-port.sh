ssh -fN -L 9000:127.0.0.1:22 m1 > /dev/null 2>&1
