# platform: answer shared echo cgroup ipc mnt net pid time user uts
# platform: undo
