# platform: answer client sleep 3 | nc 10.96.0.10 80 & sleep 1; ss -Htn dport = :80 | awk 'NR == 1 { sub(":.*", "", $5); print $5 }'
# platform: answer backend sleep 3 | nc 10.96.0.10 80 & sleep 1; ssh be1 ss -Htn sport = :8080 | awk 'NR == 1 { sub(":.*", "", $5); print $5 }'
