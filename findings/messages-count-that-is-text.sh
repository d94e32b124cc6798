#!/usr/bin/env bash
# A count that is text is told as its key, and a name is written for a browser.
#
# i18next 27.1.5. t("seats", { count: "1" }) looks for no plural, since the count is no number, finds neither seats_one nor
# seats_other and says "seats". A card's inputs are text. "R&D" becomes "R&amp;D" and "O'Brien" "O&#39;Brien", which a
# TextRun shows as they stand; interpolation.escapeValue false leaves them alone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . i18next@27.1.5
cat > check.mjs <<'EOF'
import assert from "node:assert";
import i18next from "i18next";
const nl = { seats_one: "één plek", seats_other: "{{count}} plekken", remove: "{{group}} weghalen?" };
async function said(more) {
  const language = i18next.createInstance();
  await language.init({ lng: "nl", resources: { nl: { translation: nl } }, ...more });
  return (key, values) => language.t(key, values);
}
const usual = await said({});
const plain = await said({ interpolation: { escapeValue: false } });
const seen = {
  number: usual("seats", { count: 1 }),
  text: usual("seats", { count: "1" }),
  many: [usual("seats", { count: 7 }), usual("seats", { count: "7" })],
  names: [usual("remove", { group: "R&D" }), usual("remove", { group: "O'Brien" })],
  plain: plain("remove", { group: "R&D" }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  number: "één plek",
  text: "seats",
  many: ["7 plekken", "seats"],
  names: ["R&amp;D weghalen?", "O&#39;Brien weghalen?"],
  plain: "R&D weghalen?",
});
EOF
node check.mjs
