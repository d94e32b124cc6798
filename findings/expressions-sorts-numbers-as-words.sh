#!/usr/bin/env bash
# sortBy() puts 100 before 9, and sorts objects by a number as one expects.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. A list of plain numbers is sorted by their letters, upwards and downwards, below nought as
# well; a list of objects, sorted by a property that is a number, by value. The first shows seat counts out of order from
# the first count of two digits on.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const expand = (template, data) => new Template(template).expand({ $root: data });
const sorted = expand(
  {
    plain: "${join(sortBy(counts), ' ')}",
    downwards: "${join(sortByDescending(counts), ' ')}",
    objects: "${join(select(sortBy(products, 'free'), product, string(product.free)), ' ')}",
  },
  { counts: [10, 9, 100, -1, -10], products: [{ free: 10 }, { free: 9 }, { free: 100 }] },
);
const seen = sorted;
console.log(JSON.stringify(seen, null, 1));
EOF
node check.cjs | tee seen.json
node -e '
const assert = require("node:assert");
assert.deepStrictEqual(require("./seen.json"), {
  plain: "-1 -10 10 100 9",
  downwards: "9 100 10 -10 -1",
  objects: "9 10 100",
});
'
echo "as described"
