for number in 1 2 3; do
  docker run -d --label app=web --label managed-by=ctl web:1
done
