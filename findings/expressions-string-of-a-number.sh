#!/usr/bin/env bash
# string() writes a number with separators of thousands; a text around the same number does not.
#
# adaptive-expressions 4.23.3 through adaptivecards-templating 2.3.1. "${string(seats)}" gives "1,234" while
# "${seats} seats" and concat('', seats) give "1234". An id or a year that passes string() is changed, and the commas are
# English ones in a Dutch card.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const seen = new Template({ string: "${string(seats)}", text: "${seats} seats", concat: "${concat('', seats)}" }).expand({ $root: { seats: 12345.5 } });
const whole = new Template("${string(seats)}").expand({ $root: { seats: 2026 } });
console.log(seen, "a whole number:", whole);
process.exit(whole === "2,026" && seen.string === "12,345.5" && seen.text === "12345.5 seats" && seen.concat === "12345.5" ? 0 : 1);
EOF
node check.cjs
