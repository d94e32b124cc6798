#!/usr/bin/env bash
# A count that a template binds alone is drawn as nothing.
#
# adaptivecards-templating 2.3.1 with adaptivecards 3.0.6, jsdom 26.1.0. "${count}" as a whole text keeps the JSON type,
# so the card's text is the number 7; the renderer draws a number as an empty text, in a TextBlock and in a FactSet, and
# the parser reports nothing. "${count} people" becomes a text and is drawn.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . adaptivecards@3.0.6 adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3 jsdom@26.1.0
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
const { Template } = require("adaptivecards-templating");
const body = new Template([
  { type: "TextBlock", text: "${count}" },
  { type: "TextBlock", text: "${count} people" },
  { type: "FactSet", facts: [{ title: "Failed", value: "${count}" }] },
]).expand({ $root: { count: 7 } });
const texts = body.map((element) => draw([element]).element.textContent);
console.log(JSON.stringify(body[0]), "is drawn as", JSON.stringify(texts[0]), "| beside a word:", texts[1], "| fact:", JSON.stringify(texts[2]));
process.exit(body[0].text === 7 && texts[0] === "" && texts[1] === "7 people" && texts[2] === "Failed" ? 0 : 1);
EOF
node check.cjs
