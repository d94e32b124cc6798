#!/usr/bin/env bash
# Two turns at once lose a write of state, though the storage refuses what is out of date.
#
# botbuilder-core 4.23.3. MemoryStorage compares eTags: to write what was read before somebody else's write is an error. State
# writes with "*", which is never out of date: of two presses that are handled at the same time both saves succeed and one is
# gone. In a channel each thread is a conversation of its own, with a state of its own, that begins from nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . botbuilder-core@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { ConversationState, MemoryStorage, TestAdapter } = require("botbuilder-core");
const storage = new MemoryStorage();
const press = (id) => ({ type: "message", text: "approve", channelId: "msteams", conversation: { id }, from: { id: "29:ann" }, recipient: { id: "28:bot" } });
async function refusedByStorage() {
  await storage.write({ votes: { approvals: 0, eTag: "*" } });
  const [{ votes: one }, { votes: another }] = [await storage.read(["votes"]), await storage.read(["votes"])];
  await storage.write({ votes: { ...one, approvals: 1 } });
  return storage.write({ votes: { ...another, approvals: 1 } }).then(() => "written", () => "refused");
}
(async () => {
  const state = new ConversationState(storage);
  const approvals = state.createProperty("approvals");
  const saved = [];
  let arrived = 0;
  let both;
  const bothRead = new Promise((resolve) => (both = resolve));
  const adapter = new TestAdapter(async (context) => {
    const count = await approvals.get(context, 0);
    if (++arrived === 2) both();
    await bothRead;
    await approvals.set(context, count + 1);
    await state.saveChanges(context);
    saved.push(count + 1);
  });
  await Promise.all([adapter.receiveActivity(press("19:team;messageid=1")), adapter.receiveActivity(press("19:team;messageid=1"))]);
  await adapter.receiveActivity(press("19:team;messageid=2"));
  const seen = { storage: await refusedByStorage(), saved };
  console.log(seen);
  assert.deepStrictEqual(seen, { storage: "refused", saved: [1, 1, 1] });
})();
EOF
node check.cjs
