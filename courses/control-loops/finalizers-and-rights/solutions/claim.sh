cd
cat > part <<'END'
  [ "$claimed" = true ] || change_finalizers "$1" '. + [$mine]'
END
sed -i '/# (1)/r part' operator.sh
rm part
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
