#!/usr/bin/env bash
# A route for one card action is chosen by the field "action" in the button's data; the verb is not looked at.
#
# @microsoft/teams.apps 2.1.0. on("card.action.approve") is never reached by an Action.Execute whose verb is "approve", and is by
# one whose verb is "decline" and whose data happens to hold action: "approve". The first press is answered with 200 and an
# empty body, as if all were well. Write the name into the data, or take "card.action" and look at the verb.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/teams.apps@2.1.0
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { App } = require("@microsoft/teams.apps");
let receive;
const nothing = async () => {};
const httpServerAdapter = { registerRoute: (_method, _path, handler) => (receive = handler), serveStatic: nothing, start: nothing, stop: nothing };
const app = new App({ httpServerAdapter, dangerouslyAllowUnauthenticatedRequests: true });
app.on("card.action.approve", async () => ({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "approved" }));
const conversation = { id: "chat", conversationType: "personal" };
const place = { channelId: "msteams", serviceUrl: "http://127.0.0.1:9", conversation, channelData: { tenant: { id: "tenant" } } };
async function pressed(verb, data) {
  const value = { action: { type: "Action.Execute", verb, data } };
  const body = { type: "invoke", name: "adaptiveCard/action", id: "1", value, from: { id: "ann", name: "Ann" }, recipient: { id: "28:bot", name: "Bot" }, ...place };
  const { status, body: answer } = await receive({ body, headers: {} });
  return `${status} ${answer?.value ?? "-"}`;
}
(async () => {
  await app.initialize();
  const seen = { verb: await pressed("approve", { id: 7 }), data: await pressed("decline", { id: 7, action: "approve" }) };
  console.log(seen);
  assert.deepStrictEqual(seen, { verb: "200 -", data: "200 approved" });
})();
EOF
node check.cjs
