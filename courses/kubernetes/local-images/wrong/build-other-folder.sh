mkdir -p ~/hello
echo "$VAR_WORD" > ~/hello/index.html
printf 'FROM web:1\nCOPY index.html /\n' > ~/hello/Dockerfile
docker build -t hello:1.0 ~/hello
# platform: undo
docker image rm hello:1.0
rm -r ~/hello
