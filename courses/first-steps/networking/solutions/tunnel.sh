ssh -fN -L "9000:127.0.0.1:$VAR_INNER" m1 > /dev/null 2>&1
