#!/usr/bin/env bash
# message("no") answers everybody who says "know", "now" or "nobody", and nobody who says "No".
#
# @microsoft/teams.apps 2.1.0. The text given to App.message() is neither the whole message nor a word: it is made a regular
# expression that is looked for anywhere, with its case. "v1.0" also takes "v1x0", and the handler found first keeps the
# message from those after it. A command needs /^no$/i.
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
let answered;
app.message("no", async () => void (answered = "declined"));
app.message("v1.0", async () => void (answered = "version"));
app.on("message", async () => void (answered = "anything else"));
const conversation = { id: "chat", conversationType: "personal" };
const place = { channelId: "msteams", serviceUrl: "http://127.0.0.1:9", conversation, channelData: { tenant: { id: "tenant" } } };
(async () => {
  await app.initialize();
  const seen = {};
  for (const text of ["no", "No", "I know Ann", "show it now", "v1.0", "v1x0"]) {
    const body = { type: "message", id: "1", text, from: { id: "ann", name: "Ann" }, recipient: { id: "28:bot", name: "Bot" }, ...place };
    await receive({ body, headers: {} });
    seen[text] = answered;
  }
  console.log(seen);
  assert.deepStrictEqual(seen, {
    no: "declined",
    No: "anything else",
    "I know Ann": "declined",
    "show it now": "declined",
    "v1.0": "version",
    v1x0: "version",
  });
})();
EOF
node check.cjs
