# platform: answer types echo ipc, net and uts
