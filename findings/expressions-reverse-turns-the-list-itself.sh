#!/usr/bin/env bash
# reverse() turns the caller's own list round, so every second card of the same data is in the other order.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. What a template may be expected to read it also writes: reverse()
# reverses the list in the data, setProperty() changes the object, addProperty() adds to it and refuses the same data the next
# time, removeProperty() takes away for good. sortBy() makes a list of its own. Draw from a copy, or order before the template.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Template } = require("adaptivecards-templating");
function drawnTwice(text, data) {
  const template = new Template({ text });
  const drawn = () => {
    try {
      return template.expand({ $root: data }).text;
    } catch (error) {
      return `error: ${error.message}`;
    }
  };
  return { first: drawn(), second: drawn(), data };
}
const seen = {
  reverse: drawnTwice("${join(reverse(days), ' ')}", { days: ["mon", "tue", "wed"] }),
  setProperty: drawnTwice("${setProperty(seats, 'free', 0).free} of ${seats.free}", { seats: { free: 5 } }),
  addProperty: drawnTwice("${addProperty(seats, 'held', 2).held}", { seats: { free: 5 } }),
  removeProperty: drawnTwice("${string(removeProperty(seats, 'held'))}", { seats: { free: 5, held: 2 } }),
  sortBy: drawnTwice("${join(sortBy(days), ' ')}", { days: ["wed", "mon", "tue"] }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  reverse: { first: "wed tue mon", second: "mon tue wed", data: { days: ["mon", "tue", "wed"] } },
  setProperty: { first: "0 of 0", second: "0 of 0", data: { seats: { free: 0 } } },
  addProperty: { first: 2, second: "error: held already exists", data: { seats: { free: 5, held: 2 } } },
  removeProperty: { first: '{"free":5}', second: '{"free":5}', data: { seats: { free: 5 } } },
  sortBy: { first: "mon tue wed", second: "mon tue wed", data: { days: ["wed", "mon", "tue"] } },
});
EOF
node check.cjs
