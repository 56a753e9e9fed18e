~/client.sh
