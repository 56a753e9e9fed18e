# Writes ~/shop and ~/access.log: others in each sandbox. Of what is there already, nothing is touched.
set -eu
seed() { od -An -N4 -tu4 /dev/urandom | tr -d ' '; }
# Without an engine the student owns what root makes, and there is nobody to give it to.
give() { chown -R "$STUDENT_USER" "$1" 2>/dev/null || [ -w "$1" ]; }

# The shop: 48 notes and one that only sounds right, an inbox to sort, and names that want quotes.
shop=$STUDENT_HOME/shop
new=$STUDENT_HOME/.shop.new
if [ ! -e "$shop" ]; then
  rm -rf "$new"
  mkdir -p "$new/notes/2023" "$new/notes/2024" "$new/notes/2025" "$new/inbox" "$new/odd"
  awk -v seed="$(seed)" -v root="$new" '
  function pick(n) { return int(rand() * n) }
  function put(name, text) { print text >(root "/" name); close(root "/" name) }
  # Each says what it is called, so that it is known again wherever it goes.
  function file(folder, name) {
    put(folder "/" name, "File: " name "\n" 100000 + pick(900000) "\n" 100000 + pick(900000))
  }
  BEGIN {
    srand(seed)
    plain = split("Sold two kettles.|The bell on the door is stuck.|Rain all day, few customers.|Ordered more tea.|" \
      "The spare wheel of the van is flat.|The keyboard in the office lacks a letter.|Ben lost his key, and found it.|" \
      "A spare part for the mill came.|Asked the baker about the low wall.|Counted the stock: nothing missing.", line, "|")
    split("clock|mirror|stove|calendar|barometer", behind, "|")
    for (i = 0; i < 48; i++) {
      year = 2023 + int(i / 16)
      do name = sprintf("%d/%02d-%02d.txt", year, 1 + pick(12), 1 + pick(28)); while (name in text)
      for (n = 3 + pick(3); n > 0; n--) text[name] = text[name] line[1 + pick(plain)] "\n"
      names[i] = name
    }
    found = names[pick(48)]
    text[found] = text[found] "Hung the spare key behind the " behind[1 + pick(5)] ".\n"
    for (name in text) put("notes/" name, text[name] "Closed at six.")
    put("notes/2024/spare-key.txt", "Where was it again? Eva wrote it down in a note of that day.")

    for (i = 0; i < 9; i++) { do n = 1000 + pick(9000); while (n in number); number[n]; file("inbox", "invoice-" n ".txt") }
    for (i = 1; i <= 4; i++) file("inbox", "kettle-" i * 10 + pick(10) ".jpg")
    for (i = 1; i <= 3; i++) file("inbox", "IMG_" i * 1000 + pick(1000) ".JPG")
    file("inbox", "kettle.jpg.txt"); file("inbox", "my-invoice-notes.txt"); file("inbox", "to-do.txt")

    file("odd", "price"); file("odd", "list.txt"); file("odd", "price list.txt"); file("odd", "*"); file("odd", "opening hours.txt")
  }'
  give "$new"
  mv "$new" "$shop"
fi

log=$STUDENT_HOME/access.log
[ -s "$log" ] && exit 0
awk -v seed="$(seed)" '
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
give "$log.new"
mv "$log.new" "$log"
