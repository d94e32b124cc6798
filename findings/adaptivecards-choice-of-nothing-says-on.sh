#!/usr/bin/env bash
# The choice "None" with an empty value answers "on", or nothing, by the style of its set.
#
# adaptivecards 3.0.6, jsdom 26.1.0. In the expanded style and with several choices the answer is "on", which HTML gives a button
# without a value, and a lookup of the group "on" follows. In the compact style, picked in the place of a preset, the key is
# missing as if the set were not on the card, and a required set sends nothing. Give "None" a value of its own.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards@3.0.6 jsdom@26.1.0
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { JSDOM } = require("jsdom");
global.window = new JSDOM("<!doctype html><body></body>").window;
for (const name of Object.getOwnPropertyNames(window)) if (/^(HTML\w*|document|Node|Event|KeyboardEvent|MouseEvent)$/.test(name)) global[name] = window[name];
const { AdaptiveCard } = require("adaptivecards/dist/adaptivecards.js");
AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { outputHtml: text, didProcess: true });
const choices = [{ title: "None", value: "" }, { title: "Sales", value: "sales" }];
function picked(place, more) {
  const card = new AdaptiveCard();
  const set = { type: "Input.ChoiceSet", id: "group", choices, ...more };
  card.parse({ type: "AdaptiveCard", version: "1.5", body: [set], actions: [{ type: "Action.Submit", title: "Save" }] });
  const element = card.render();
  const select = element.querySelector("select");
  if (select === null) element.querySelectorAll("input")[place].click();
  else {
    [...select.options].find((option) => option.text === choices[place].title).selected = true;
    select.dispatchEvent(new window.Event("change"));
  }
  let sent = "nothing is sent";
  card.onExecuteAction = ({ data }) => (sent = data);
  element.querySelector("button").click();
  return sent;
}
const styles = { expanded: { style: "expanded" }, several: { isMultiSelect: true }, compact: { value: "sales" }, required: { value: "sales", isRequired: true } };
const seen = Object.fromEntries(Object.entries(styles).map(([name, more]) => [name, picked(0, more)]));
console.log(seen, "Sales:", picked(1, styles.expanded));
assert.deepStrictEqual(picked(1, styles.expanded), { group: "sales" });
assert.deepStrictEqual(seen, { expanded: { group: "on" }, several: { group: "on" }, compact: {}, required: "nothing is sent" });
EOF
node check.cjs
