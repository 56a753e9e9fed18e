mkdir -p ~/hello
echo "$VAR_WORD" > ~/hello/index.html
printf 'FROM web:1\nCOPY index.html /var/www/html/\n' > ~/hello/Dockerfile
docker build -t hello:1.0 ~/hello
