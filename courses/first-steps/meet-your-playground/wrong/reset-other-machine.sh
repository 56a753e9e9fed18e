# platform: reset m1
