#!/usr/bin/env bash
# A list that is missing, or null, is drawn as one row; an empty list as none.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. An element whose "$data" is an empty list leaves nothing behind. Where the
# list is not in the data, or is null, the element stays, once, and shows its placeholders: a card of "who failed" has one
# row that reads "${name}", though nobody failed. Put an empty list into the data, or guard the element with "$when".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const expand = (template, data) => new Template(template).expand({ $root: data });
const rows = (data) =>
  expand({ body: [{ type: "TextBlock", $data: "${people}", text: "${name}" }] }, data).body.map((row) => row.text);
const seen = {
  empty: rows({ name: "HR Department", people: [] }),
  missing: rows({ name: "HR Department" }),
  null: rows({ name: "HR Department", people: null }),
};
console.log(JSON.stringify(seen, null, 1));
EOF
node check.cjs | tee seen.json
node -e '
const assert = require("node:assert");
assert.deepStrictEqual(require("./seen.json"), { empty: [], missing: ["${name}"], null: ["${name}"] });
'
echo "as described"
