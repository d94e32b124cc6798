#!/usr/bin/env bash
# A date that the recognizer knows in part is another date, with no sign that something was left out.
#
# @microsoft/recognizers-text-suite 1.3.1, on 4 March 2026. "Last day of March" is yesterday and all of March, "2 days after tomorrow"
# the day after tomorrow, "not before 1 April" is before it, and "on the 31st" offers 3 March first, as February has no 31st.
# "End of the month" begins on the 16th. Compare the text that was found with what was typed, and say the date back.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/recognizers-text-suite@1.3.1
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { recognizeDateTime } = require("@microsoft/recognizers-text-suite");
const today = new Date(2026, 2, 4);
const told = ({ value, start = "", end = "", Mod }) => value ?? `${Mod ?? ""} ${start}..${end}`.trim();
const found = (typed) =>
  recognizeDateTime(typed, "en-US", undefined, today).map(({ text, resolution }) => `${text}: ${resolution.values.map(told).join(" or ")}`);
const seen = ["last day of march", "2 days after tomorrow", "not before 1 april 2027", "on the 31st", "end of the month"].map(found);
console.log(seen);
assert.deepStrictEqual(seen, [
  ["last day: 2026-03-03", "march: 2025-03-01..2025-04-01 or 2026-03-01..2026-04-01"],
  ["2 days after tomorrow: 2026-03-06"],
  ["before 1 april 2027: before ..2027-04-01"],
  ["the 31st: 2026-03-03 or 2026-03-31"],
  ["end of the month: end 2026-03-16..2026-04-01"],
]);
EOF
node check.cjs
