sudo chmod u+s /srv/tools/report
