#!/usr/bin/env bash
# "Not sure" confirms, and "no problem" declines.
#
# botbuilder-dialogs 4.23.3, botbuilder-core 4.23.3. A ConfirmPrompt looks for a word of yes or no anywhere in the answer and does
# not read what stands beside it: "I am not sure", "I do not agree" and "yes, but not now" are true. "No problem" is false,
# and so is "remove 2 of them", as No is the second of the two choices. A prompt that guards a change has to take whole
# answers alone, or buttons.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . botbuilder-dialogs@4.23.3 botbuilder-core@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { ConversationState, MemoryStorage, TestAdapter } = require("botbuilder-core");
const { ConfirmPrompt, DialogSet, DialogTurnStatus } = require("botbuilder-dialogs");
async function understood(text) {
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty("dialogs")).add(new ConfirmPrompt("sure"));
  let outcome = "asked again";
  const adapter = new TestAdapter(async (context) => {
    const dialog = await dialogs.createContext(context);
    const { status, result } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty) await dialog.prompt("sure", "Remove the licenses?");
    if (status === DialogTurnStatus.complete) outcome = result;
    await state.saveChanges(context);
  });
  for (const line of ["start", text]) await adapter.receiveActivity({ type: "message", text: line, locale: "en-US" });
  return outcome;
}
(async () => {
  const seen = {};
  for (const text of ["yes", "no", "I am not sure", "I do not agree", "yes, but not now", "no problem", "remove 2 of them"])
    seen[text] = await understood(text);
  console.log(seen);
  assert.deepStrictEqual(seen, {
    yes: true,
    no: false,
    "I am not sure": true,
    "I do not agree": true,
    "yes, but not now": true,
    "no problem": false,
    "remove 2 of them": false,
  });
})();
EOF
node check.cjs
