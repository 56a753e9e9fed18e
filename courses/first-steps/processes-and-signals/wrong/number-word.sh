# platform: answer pid echo keeper
