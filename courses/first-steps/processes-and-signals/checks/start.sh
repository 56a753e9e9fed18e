process_running keeper || not_yet "No process is called keeper."
