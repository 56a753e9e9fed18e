# Writes ~/access.log: another one in each sandbox, with one address that was refused most by far.
set -eu
log=$STUDENT_HOME/access.log
[ -s "$log" ] && exit 0
seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')

awk -v seed="$seed" '
function pick(n) { return int(rand() * n) }
function address() { return "10." pick(200) "." pick(200) "." 2 + pick(200) }
BEGIN {
  srand(seed)
  do { culprit = address(); busiest = address(); shopper = address() }
  while (culprit == busiest || culprit == shopper || busiest == shopper)
  for (i = 0; i < 24; i++) others[i] = address()
  split("/ /cart /search /about /orders/17 /orders/88 /help", paths, " ")
  # The culprit: refused 38 to 57 times.
  for (left = 38 + pick(20); left > 0; left--) add(culprit, "/admin", 403)
  # Two that look worse and are not: the one asks most, the other asks for an order numbered 403.
  for (left = 130 + pick(20); left > 0; left--) add(busiest, paths[1 + pick(7)], 200)
  for (left = 80 + pick(10); left > 0; left--) add(shopper, "/orders/403", 200)
  # And everybody else: now and then refused, at most 9 times.
  for (i = 0; i < 24; i++) if (others[i] != culprit) {
    for (left = pick(9); left > 0; left--) add(others[i], "/admin", 403)
    for (left = 5 + pick(12); left > 0; left--) add(others[i], paths[1 + pick(7)], pick(9) ? 200 : 404)
  }
  for (i = lines - 1; i > 0; i--) { j = pick(i + 1); swap = line[i]; line[i] = line[j]; line[j] = swap }
  for (i = 0; i < lines; i++) {
    second = int(28800 + i * 36000 / lines)
    printf "%02d:%02d:%02d %s\n", second / 3600, second % 3600 / 60, second % 60, line[i]
  }
}
function add(who, path, status) { line[lines++] = who " GET " path " " status }
' >"$log.new"
# Without an engine the student owns what root makes, and there is nobody to give it to.
chown "$STUDENT_USER" "$log.new" 2>/dev/null || [ -w "$log.new" ]
mv "$log.new" "$log"
