# platform: answer client echo 10.96.0.10
# platform: answer backend echo 10.96.0.10
# platform: undo
