#!/usr/bin/env bash
# A message that names another conversation is posted into the one of the turn.
#
# botbuilder-core 4.23.3. sendActivity() writes conversation, recipient, service URL and replyToId of the turn over those of the
# activity, without a word. What is meant for an approver's personal chat is posted into the channel in which somebody else
# had asked, for all to read. Another place needs a turn of its own: continueConversation with its reference.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . botbuilder-core@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { TestAdapter } = require("botbuilder-core");
const approver = { conversation: { id: "chat-with-the-approver" }, recipient: { id: "29:approver" }, replyToId: "the-request" };
const asked = { type: "message", id: "in-the-channel", text: "assign E3", channelId: "msteams", conversation: { id: "channel" }, from: { id: "29:ann" }, recipient: { id: "28:bot" } };
const posted = ({ conversation, recipient, replyToId }) => ({ conversation: conversation.id, recipient: recipient.id, replyToId });
(async () => {
  const adapter = new TestAdapter(async (context) => void (await context.sendActivity({ type: "message", text: "Please approve", ...approver })));
  await adapter.receiveActivity(asked);
  const seen = posted(adapter.getNextReply());
  console.log(seen);
  assert.deepStrictEqual(seen, { conversation: "channel", recipient: "29:ann", replyToId: "in-the-channel" });
})();
EOF
node check.cjs
