#!/usr/bin/env bash
# A required input that nobody can see stops every press on the card.
#
# adaptivecards 3.0.6, jsdom 26.1.0. An Input.Text with isRequired inside a container with isVisible false is validated
# like a visible one: the press sends nothing, and no message can be seen, as the input's error is hidden with it. Cards
# that show a "reason" field on demand must mark it as required only while it is shown, or check it after the press.
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
const reason = { type: "Input.Text", id: "reason", label: "Reason", isRequired: true, errorMessage: "Give a reason" };
const hidden = press([{ type: "Container", isVisible: false, items: [reason] }]);
const optional = press([{ type: "Container", isVisible: false, items: [{ ...reason, isRequired: false }] }]);
console.log("hidden and required:", hidden, "| hidden and optional:", optional);
process.exit(hidden === "nothing is sent" && optional === "{}" ? 0 : 1);
EOF
node check.cjs
