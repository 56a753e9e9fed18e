# platform: answer types echo net
