for number in 1 2; do docker run -d --label app=web --label managed-by=ctl web:1; done
docker run -d --label app=web --label managed-by=ctl box:1
