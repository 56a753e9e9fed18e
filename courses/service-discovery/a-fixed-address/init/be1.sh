# The service was taken off this machine last night. A machine that was reset has it, like the others.
[ "$GENERATION" != 1 ] || backend stop
