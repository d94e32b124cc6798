#!/usr/bin/env bash
# A number inside an answer is taken for a place in the list of choices, whatever it belongs to.
#
# botbuilder-dialogs 4.23.3. recognizeChoices, which a ChoicePrompt asks, looks for numbers and ordinals once no choice is named:
# "Visio Plan 1", which is not offered, picks the first choice, Office 365 E3, and "E 3" picks the third of E1, E3 and E5,
# which is E5. "Project Plan 3" picks the third. With recognizeNumbers and recognizeOrdinals false all of them are refused and
# the prompt asks again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . botbuilder-dialogs@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { recognizeChoices } = require("botbuilder-dialogs");
const picked = (answer, choices, options) => recognizeChoices(answer, choices, options).map(({ resolution }) => resolution.value);
const products = ["Office 365 E3", "Office 365 E5", "Visio Plan 2"];
const plans = ["E1", "E3", "E5"];
const byName = { recognizeNumbers: false, recognizeOrdinals: false };
const seen = {
  named: picked("visio plan 2", products),
  notOffered: picked("Visio Plan 1", products),
  neitherOffered: picked("Project Plan 3", products),
  written: picked("E3", plans),
  writtenApart: picked("E 3", plans),
  byNameAlone: [picked("Visio Plan 1", products, byName), picked("E 3", plans, byName), picked("visio plan 2", products, byName)],
};
console.log(seen);
assert.deepStrictEqual(seen, {
  named: ["Visio Plan 2"],
  notOffered: ["Office 365 E3"],
  neitherOffered: ["Visio Plan 2"],
  written: ["E3"],
  writtenApart: ["E5"],
  byNameAlone: [[], [], ["Visio Plan 2"]],
});
EOF
node check.cjs
