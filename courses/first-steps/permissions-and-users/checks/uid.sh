uid=$(id -u bob 2>/dev/null) || not_yet "There is no account bob any more. Press Reset."
[ "$ANSWER" = "$uid" ] || not_yet "$ANSWER is not the number of bob."
