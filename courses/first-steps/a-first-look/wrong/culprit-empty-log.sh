> ~/access.log
> ~/culprit
