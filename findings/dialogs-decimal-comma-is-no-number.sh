#!/usr/bin/env bash
# A NumberPrompt takes the number of a Dutch or German person and hands the bot NaN.
#
# botbuilder-dialogs 4.23.3, botbuilder-core 4.23.3. "1,5" and "1.500" with the locale nl-NL, "1,5" with de-DE: the prompt ends as
# complete, asks nothing again, and its result is NaN, which no comparison with a limit stops (NaN < 1 and NaN > 5 are
# both false). With fr-FR "1,5" is 1.5, and without a separator all three are right. A validator has to refuse NaN.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . botbuilder-dialogs@4.23.3 botbuilder-core@4.23.3
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { ConversationState, MemoryStorage, TestAdapter } = require("botbuilder-core");
const { NumberPrompt, DialogSet, DialogTurnStatus } = require("botbuilder-dialogs");
async function understood(locale, text) {
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty("dialogs")).add(new NumberPrompt("seats"));
  let outcome = "asked again";
  const adapter = new TestAdapter(async (context) => {
    const dialog = await dialogs.createContext(context);
    const { status, result } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty) await dialog.prompt("seats", "How many?");
    if (status === DialogTurnStatus.complete) outcome = result;
    await state.saveChanges(context);
  });
  for (const line of ["start", text]) await adapter.receiveActivity({ type: "message", text: line, locale });
  return outcome;
}
(async () => {
  const seen = {
    dutch: [await understood("nl-NL", "1500"), await understood("nl-NL", "1.500"), await understood("nl-NL", "1,5")],
    german: [await understood("de-DE", "12"), await understood("de-DE", "1,5")],
    french: [await understood("fr-FR", "12"), await understood("fr-FR", "1,5")],
  };
  console.log(seen);
  assert.deepStrictEqual(seen, { dutch: [1500, NaN, NaN], german: [12, NaN], french: [12, 1.5] });
})();
EOF
node check.cjs
