# platform: answer new ~/client.sh > /dev/null 2>&1; echo $?
# platform: answer old ~/client.sh > /dev/null 2>&1; echo $?
# platform: undo
