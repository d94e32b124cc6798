#!/usr/bin/env bash
# A Table loses the cells that have no column of their own, and all of them when it declares none.
#
# adaptivecards 3.0.6, jsdom 26.1.0. A row with three cells under two declared columns is drawn with two; a table without
# "columns" is drawn empty. Neither is reported by the parser. A list of people by product needs one column a product.
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
const table = (columns) => draw([{ type: "Table", ...columns, rows: [{ type: "TableRow", cells: ["Ann", "E3", "Visio"].map((text) => ({ type: "TableCell", items: [{ type: "TextBlock", text }] })) }] }]).element.textContent;
const two = table({ columns: [{ width: 1 }, { width: 1 }] });
const none = table({});
console.log("two columns:", two, "| no columns:", JSON.stringify(none));
process.exit(two === "AnnE3" && none === "" ? 0 : 1);
EOF
node check.cjs
