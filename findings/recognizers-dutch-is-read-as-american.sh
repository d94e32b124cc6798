#!/usr/bin/env bash
# The recognizers read Dutch and German numbers and dates as American ones, without a word.
#
# @microsoft/recognizers-text-suite 1.3.1. Culture has Dutch and German, and recognizeBoolean knows "ja" and "nee". Numbers and
# dates fall back to English: "1.500" (fifteen hundred) is 1.5, "1.500,25" is 1.75, "1/5" (1 May) is 5 January, "twaalf" and
# "morgen" are nothing. With fr-FR "1.500" is 1500. Culture.supportedCultures lists the few that have numbers.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/recognizers-text-suite@1.3.1
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Culture, recognizeBoolean, recognizeDateTime, recognizeNumber } = require("@microsoft/recognizers-text-suite");
const today = new Date(2026, 2, 4);
const boolean = (text, culture) => recognizeBoolean(text, culture).map(({ resolution }) => resolution.value);
const number = (text, culture) => recognizeNumber(text, culture).map(({ resolution }) => resolution.value);
const date = (text, culture) =>
  recognizeDateTime(text, culture, undefined, today).flatMap(({ resolution }) => resolution.values.map(({ value }) => value));
const seen = {
  supported: [Culture.Dutch, Culture.German, Culture.French].map((code) => Culture.supportedCultures.some(({ cultureCode }) => cultureCode === code)),
  boolean: [boolean("ja", "nl-NL"), boolean("nee", "nl-NL")],
  dutch: [number("1.500", "nl-NL"), number("1.500,25", "nl-NL"), number("twaalf", "nl-NL")],
  german: [number("1.500", "de-DE"), number("1.500,25", "de-DE")],
  french: [number("1.500", "fr-FR"), number("1.500,25", "fr-FR"), number("douze", "fr-FR")],
  dutchDates: [date("1/5", "nl-NL"), date("morgen", "nl-NL")],
  frenchDates: [date("1/5", "fr-FR"), date("demain", "fr-FR")],
};
console.log(seen);
assert.deepStrictEqual(seen, {
  supported: [false, false, true],
  boolean: [[true], [false]],
  dutch: [["1.5"], ["1.75"], []],
  german: [["1.5"], ["1.75"]],
  french: [["1500"], ["1500,25"], ["12"]],
  dutchDates: [["2026-01-05", "2027-01-05"], []],
  frenchDates: [["2025-05-01", "2026-05-01"], ["2026-03-05"]],
});
EOF
node check.cjs
