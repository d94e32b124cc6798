#!/usr/bin/env bash
# A route with /show/g answers every second message, and beforeTurn is not called for the others.
#
# @microsoft/agents-hosting 1.8.1. onMessage() asks the same RegExp again for each message of each conversation, so one with the
# flag g goes on where it ended: the same text is taken, left, taken. What no route takes does not reach
# onTurn("beforeTurn") either: whatever counts, logs or checks there sees only what is answered.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/agents-hosting@1.8.1 @microsoft/agents-activity@1.8.1
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { AgentApplication, MemoryStorage, TurnContext } = require("@microsoft/agents-hosting");
const { Activity } = require("@microsoft/agents-activity");
async function met(pattern, texts) {
  const app = new AgentApplication({ storage: new MemoryStorage() });
  let steps;
  app.onTurn("beforeTurn", async () => (steps.push("before"), true));
  app.onMessage(pattern, async () => void steps.push("answered"));
  const all = [];
  for (const text of texts) {
    all.push((steps = []));
    const place = { channelId: "msteams", serviceUrl: "http://127.0.0.1:9", conversation: { id: "chat" } };
    const activity = Activity.fromObject({ type: "message", id: "1", text, from: { id: "ann" }, recipient: { id: "28:bot" }, ...place });
    await app.runTurn(new TurnContext({}, activity, {}));
  }
  return all;
}
(async () => {
  const seen = { global: await met(/show/g, ["show HR", "show HR", "show HR"]), plain: await met(/show/, ["show HR", "show HR", "hello"]) };
  console.log(seen);
  const answered = ["before", "answered"];
  assert.deepStrictEqual(seen, { global: [answered, [], answered], plain: [answered, answered, []] });
})();
EOF
node check.cjs
