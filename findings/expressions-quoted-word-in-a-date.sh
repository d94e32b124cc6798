#!/usr/bin/env bash
# A quoted word in a date's format is drawn as parts of the date, and the short formats as their letters.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. formatDateTime() takes the letters of .NET's formats (tt, MMMM), in which
# 'at' between quotes is a word. Here "MMMM d 'at' h:mm tt" gives "March 31 amt 10:00 AM" and "d MMMM 'om' HH:mm" "31 March o0 10:00".
# The format "g", which is a date with its time in .NET, gives the letter g. A word between brackets stays one.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Template } = require("adaptivecards-templating");
const drawn = (format) => new Template({ text: `\${formatDateTime(at, "${format}")}` }).expand({ $root: { at: "2026-03-31T10:00:00Z" } }).text;
const seen = Object.fromEntries(["MMMM d 'at' h:mm tt", "d MMMM 'om' HH:mm", "d MMMM [om] HH:mm", "g", "t"].map((format) => [format, drawn(format)]));
console.log(seen);
assert.deepStrictEqual(seen, {
  "MMMM d 'at' h:mm tt": "March 31 amt 10:00 AM",
  "d MMMM 'om' HH:mm": "31 March o0 10:00",
  "d MMMM [om] HH:mm": "31 March om 10:00",
  g: "g",
  t: "AM",
});
EOF
node check.cjs
