#!/usr/bin/env bash
# A preset that is no longer among the choices stops the press in the filtered style, and in that style alone.
#
# adaptivecards 3.0.6, jsdom 26.1.0. An Input.ChoiceSet that is not required and whose value names a choice that went
# away (a group that was deleted since the card was drawn) is left out of the answer in the compact and the expanded
# style. In the filtered style, which long lists of groups need, the press sends nothing at all.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards@3.0.6 jsdom@26.1.0
cat > check.cjs <<'EOF'
const { JSDOM } = require("jsdom");
global.window = new JSDOM("<!doctype html><body></body>").window;
for (const name of Object.getOwnPropertyNames(window)) if (/^(HTML\w*|document|Node|Event|KeyboardEvent|MouseEvent)$/.test(name)) global[name] = window[name];
const { AdaptiveCard } = require("adaptivecards/dist/adaptivecards.js");
AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { outputHtml: text, didProcess: true });
const draw = (body, actions = []) => {
  const card = new AdaptiveCard();
  card.parse({ type: "AdaptiveCard", version: "1.5", body, actions });
  return { card, element: card.render() };
};
const press = (body) => {
  const { card, element } = draw(body, [{ type: "Action.Submit", title: "Save" }]);
  let sent = "nothing is sent";
  card.onExecuteAction = (action) => { sent = JSON.stringify(action.data); };
  element.querySelector("button").click();
  return sent;
};
const seen = Object.fromEntries(["compact", "expanded", "filtered"].map((style) => [style, press([
  { type: "Input.ChoiceSet", id: "group", style, value: "deleted-group", choices: [{ title: "Marketing", value: "marketing" }] },
])]));
console.log(seen);
process.exit(seen.compact === "{}" && seen.expanded === "{}" && seen.filtered === "nothing is sent" ? 0 : 1);
EOF
node check.cjs
