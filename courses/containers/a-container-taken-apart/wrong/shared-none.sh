# platform: answer shared echo none
