#!/usr/bin/env bash
# A PageIterator goes by what its callback returns at once: nothing ends it after one item, a promise never does.
#
# microsoft-graph-client 3.0.7. A callback that only collects (and so returns undefined) gets the first member of a
# group and no other, without an error; isComplete() is the one sign. An async callback that returns false to stop gets
# all members of all pages, as its promise is taken as a yes, and nothing waits for it between two items.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/microsoft-graph-client@3.0.7
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Client, PageIterator } = require("@microsoft/microsoft-graph-client");
const second = { value: ["Chidi"] };
const answer = (context) => {
  context.response = new Response(JSON.stringify(second), { headers: { "content-type": "application/json" } });
};
const graph = Client.initWithMiddleware({ middleware: { execute: async (context) => answer(context) } });
const first = { value: ["Ann", "Bram"], "@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/1/members?page=2" };
async function collected(callback) {
  const members = [];
  const iterator = new PageIterator(graph, first, (member) => callback(members, member));
  await iterator.iterate();
  return { members, isComplete: iterator.isComplete() };
}
(async () => {
  const seen = {
    returnsNothing: await collected((members, member) => void members.push(member)),
    promisesFalse: await collected(async (members, member) => {
      members.push(member);
      return false;
    }),
  };
  console.log(JSON.stringify(seen, null, 1));
  assert.deepStrictEqual(seen, {
    returnsNothing: { members: ["Ann"], isComplete: false },
    promisesFalse: { members: ["Ann", "Bram", "Chidi"], isComplete: true },
  });
})();
EOF
node check.cjs
