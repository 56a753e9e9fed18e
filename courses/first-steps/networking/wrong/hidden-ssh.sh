# platform: answer port echo 22
