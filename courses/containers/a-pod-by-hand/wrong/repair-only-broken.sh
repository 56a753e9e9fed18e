docker restart -t 1 sandbox
