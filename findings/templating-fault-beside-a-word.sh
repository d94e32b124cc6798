#!/usr/bin/env bash
# An expression that fails takes the whole card with it when it stands alone, and shows its formula beside a word.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. The sum and the average of no numbers are errors, not 0, and substring()
# of a name that is shorter than asked is one too. "${sum(seats)}" then throws out of expand(); "${sum(seats)} seats" is
# drawn as "${sum(seats)} seats". take(name, 20) and if(empty(seats), 0, sum(seats)) have a value for both.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Template } = require("adaptivecards-templating");
function drawn(text) {
  try {
    return new Template({ text }).expand({ $root: { seats: [], name: "Ann" } }).text;
  } catch (error) {
    return error;
  }
}
const both = (expression) => [drawn(`\${${expression}}`) instanceof Error ? "error" : drawn(`\${${expression}}`), drawn(`\${${expression}} left`)];
const seen = {
  sum: both("sum(seats)"),
  substring: both("substring(name, 0, 20)"),
  take: both("take(name, 20)"),
  guarded: both("if(empty(seats), 0, sum(seats))"),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  sum: ["error", "${sum(seats)} left"],
  substring: ["error", "${substring(name, 0, 20)} left"],
  take: ["Ann", "Ann left"],
  guarded: [0, "0 left"],
});
EOF
node check.cjs
