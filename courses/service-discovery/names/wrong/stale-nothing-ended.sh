dig api.lab > /dev/null
# platform: answer seconds echo 30
# platform: undo
