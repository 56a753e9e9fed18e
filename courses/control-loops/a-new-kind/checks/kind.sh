# Offers Websites to the API, which answers and does not keep them.
cluster_answers
website_is_known
offer '{"html": "<p>probe</p>", "replicas": 2, "colour": "blue"}' >"$work/made" ||
  not_yet "The API refuses a Website with html and 2 replicas: $(refused)"
for field in html replicas; do
  jq -e --arg field "$field" '.spec | has($field)' "$work/made" >/dev/null ||
    not_yet "A Website was offered with html and replicas, and the API has dropped $field: the schema doesn't name it."
done
jq -e '.spec | has("colour") | not' "$work/made" >/dev/null ||
  not_yet "A Website was offered with a colour, which no schema of ours names, and the API has kept it. It should keep html and replicas only."
if offer '{"html": 7}' >/dev/null; then not_yet "The API takes the number 7 for an html. It should be a text: type string."; fi
grep -q 'spec.html' "$work/refused" || not_yet "A Website whose html is a number is refused for another reason: $(refused)"
if offer '{"html": "x", "replicas": 1.5}' >/dev/null; then not_yet "The API takes 1.5 replicas. It should be a whole number: type integer."; fi
grep -q 'spec.replicas' "$work/refused" || not_yet "A Website with 1.5 replicas is refused for another reason: $(refused)"
