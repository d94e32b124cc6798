#!/usr/bin/env bash
# A multi-select Input.ChoiceSet takes a choice's value apart at its comma.
#
# adaptivecards 3.0.6, jsdom 26.1.0. The values of a multi-select ChoiceSet travel as one text with commas between them,
# and nothing escapes a comma inside a value. A preset of the person "Visser, Ann" ticks the other person "Visser", and
# the answer to the card names "Visser". Ids without commas are the only safe values; display names are not.
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
const set = {
  type: "Input.ChoiceSet", id: "people", isMultiSelect: true, value: "Visser, Ann",
  choices: [{ title: "Ann Visser", value: "Visser, Ann" }, { title: "Group of the Vissers", value: "Visser" }, { title: "Cem Aydin", value: "Aydin, Cem" }],
};
const { element } = draw([set]);
const ticked = [...element.querySelectorAll("input")].map((box, place) => box.checked && set.choices[place].title).filter(Boolean);
const sent = press([set]);
console.log("preset:", set.value, "| ticked:", ticked.join("; "), "| sent:", sent);
process.exit(ticked.join() === "Group of the Vissers" && sent === '{"people":"Visser"}' ? 0 : 1);
EOF
node check.cjs
