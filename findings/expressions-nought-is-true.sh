#!/usr/bin/env bash
# Nought failures count as true in if(), and as false in $when.
#
# adaptive-expressions 4.23.3 through adaptivecards-templating 2.3.1. if() takes every value but false and null as true,
# 0 and '' too; $when keeps an element only for the boolean true. So "${if(failed, 'Some failed', 'All well')}" says that
# some failed when none did, while "$when": "${failed}" hides its element even when 3 failed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3
cat > check.cjs <<'EOF'
const { Template } = require("adaptivecards-templating");
const card = new Template([{ text: "${if(failed, 'Some failed', 'All well')}" }, { $when: "${failed}", text: "shown" }, { $when: "${failed > 0}", text: "compared" }]);
const texts = (failed) => card.expand({ $root: { failed } }).map((element) => element.text).join(", ");
console.log("0 failed:", texts(0), "| 3 failed:", texts(3));
process.exit(texts(0) === "Some failed" && texts(3) === "Some failed, compared" ? 0 : 1);
EOF
node check.cjs
