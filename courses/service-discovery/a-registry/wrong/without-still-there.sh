~/pick.sh
