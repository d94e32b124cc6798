#!/usr/bin/env bash
# A placeholder that a sentence puts between single quotes is not filled.
#
# intl-messageformat 12.1.5. In ICU's messages a quote before a brace makes it plain text: "Remove '{product}'?" becomes "Remove
# {product}?", without its quotes, and the values that it lacks are not missed. "Ann's {product}" and "auto's" are left alone.
# Other quotes, or '' twice, keep both. Each text has to be tried with its values, in each language.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . intl-messageformat@12.1.5
cat > check.mjs <<'EOF'
import assert from "node:assert";
import { IntlMessageFormat } from "intl-messageformat";
const written = (text, values) => new IntlMessageFormat(text, "en").format(values);
const seen = {
  quoted: written("Remove '{product}' from {group}?", { product: "E3", group: "HR" }),
  notMissed: written("Remove '{product}'?", {}),
  owned: written("Remove Ann's {product}?", { product: "E3" }),
  twice: written("Remove ''{product}''?", { product: "E3" }),
  other: written("Remove “{product}”?", { product: "E3" }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  quoted: "Remove {product} from HR?",
  notMissed: "Remove {product}?",
  owned: "Remove Ann's E3?",
  twice: "Remove 'E3'?",
  other: "Remove “E3”?",
});
EOF
node check.mjs
