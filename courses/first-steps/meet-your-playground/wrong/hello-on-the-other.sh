ssh m2 'echo m1 > ~/hello'
