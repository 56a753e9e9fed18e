# Offers good and bad Websites to the API, which answers and does not keep them.
cluster_answers
website_is_known
# taken SPEC WORDS, turned_down SPEC FIELD WORDS
taken() { offer "$1" >/dev/null || not_yet "The API refuses a Website with $2: $(refused)"; }
turned_down() {
  if offer "$1" >/dev/null; then not_yet "The API takes a Website with $3."; fi
  grep -q "$2: \(Invalid\|Required\)" "$work/refused" ||
    not_yet "A Website with $3 should be refused because of $2. The API says: $(refused)"
}
taken '{"html": "<p>probe</p>", "replicas": 1}' 'html and 1 replica'
taken '{"html": "<p>probe</p>", "replicas": 3}' 'html and 3 replicas'
taken '{"html": "<p>probe</p>", "replicas": 5}' 'html and 5 replicas'
taken '{"html": "<p>probe</p>"}' 'html and no replicas'
turned_down '{"replicas": 2}' spec.html 'no html'
turned_down '{"html": 7}' spec.html 'the number 7 for an html'
turned_down '{"html": "<p>probe</p>", "replicas": 0}' spec.replicas '0 replicas'
turned_down '{"html": "<p>probe</p>", "replicas": 6}' spec.replicas '6 replicas'
offer '{"html": "<p>probe</p>", "colour": "blue"}' >"$work/made"
jq -e '.spec | has("colour") | not' "$work/made" >/dev/null ||
  not_yet "A Website was offered with a colour, which the schema should not name, and the API has kept it."
