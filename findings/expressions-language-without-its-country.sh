#!/usr/bin/env bash
# A language without its country, or with another one, formats numbers as English without a word.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. formatNumber(1234567.5, 1, 'nl-NL') is "1.234.567,5". With 'nl', 'nl-BE' or 'de' it is
# "1,234,567.5", which a Dutch or German reader takes for another number; nothing says that the language is not known.
# formatDateTime takes 'nl-NL' as well, and its months stay English. Format numbers and dates before they reach the card.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const expand = (template, data) => new Template(template).expand({ $root: data });
const seen = Object.fromEntries(
  ["nl-NL", "nl", "nl-BE", "de-DE", "de"].map((locale) => [
    locale,
    Object.values(
      expand(
        {
          number: "${formatNumber(1234567.5, 1, locale)}",
          date: "${formatDateTime('2026-03-05T10:00:00.000Z', 'd MMMM yyyy', locale)}",
        },
        { locale },
      ),
    ).join(" | "),
  ]),
);
console.log(JSON.stringify(seen, null, 1));
EOF
node check.cjs | tee seen.json
node -e '
const assert = require("node:assert");
assert.deepStrictEqual(require("./seen.json"), {
  "nl-NL": "1.234.567,5 | 5 March 2026",
  nl: "1,234,567.5 | 5 March 2026",
  "nl-BE": "1,234,567.5 | 5 March 2026",
  "de-DE": "1.234.567,5 | 5 March 2026",
  de: "1,234,567.5 | 5 March 2026",
});
'
echo "as described"
