# platform: answer new ~/client.sh | cat > /dev/null 2>&1; echo $?
# platform: answer old ~/last-year.sh | cat > /dev/null 2>&1; echo $?
# platform: undo
