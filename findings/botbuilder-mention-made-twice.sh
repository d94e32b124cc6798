#!/usr/bin/env bash
# A bot that is mentioned twice in a message keeps one of the mentions in its text.
#
# botbuilder-core 4.23.3. TurnContext.removeRecipientMention takes the bot's own mention away once, though the message
# brings an entity for each of the two: what is left begins, or ends, with "<at>Seatkeeper</at>" and is read as words.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . botbuilder-core@4.23.3
cat > check.cjs <<'EOF'
const { TurnContext } = require("botbuilder-core");
const mention = { type: "mention", text: "<at>Seatkeeper</at>", mentioned: { id: "28:bot", name: "Seatkeeper" } };
const left = (text, entities) => TurnContext.removeRecipientMention({ text, entities, recipient: { id: "28:bot" } });
const once = left("<at>Seatkeeper</at> show HR", [mention]);
const twice = left("<at>Seatkeeper</at> show HR <at>Seatkeeper</at>", [mention, mention]);
console.log({ once, twice });
process.exit(once === "show HR" && twice === "show HR <at>Seatkeeper</at>" ? 0 : 1);
EOF
node check.cjs
