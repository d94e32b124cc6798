#!/usr/bin/env bash
# coalesce() does not step over a property that is missing.
#
# adaptivecards-templating 2.3.1, adaptive-expressions 4.23.3. coalesce(x, 'none') gives 'none' where x is null. Where x is not in the data, the
# card shows the placeholder itself, "${x}", while x == null is true of it and exists(x) false. A default for a property that
# may be left out needs if(exists(x), x, 'none').
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const expand = (template, data) => new Template(template).expand({ $root: data });
const template = {
  coalesced: "${coalesce(title, 'none')}",
  isNull: "${title == null}",
  chosen: "${if(exists(title), title, 'none')}",
};
const seen = { null: expand(template, { title: null }).coalesced, missing: expand(template, {}) };
console.log(JSON.stringify(seen, null, 1));
EOF
node check.cjs | tee seen.json
node -e '
const assert = require("node:assert");
assert.deepStrictEqual(require("./seen.json"), {
  null: "none",
  missing: { coalesced: "${title}", isNull: true, chosen: "none" },
});
'
echo "as described"
