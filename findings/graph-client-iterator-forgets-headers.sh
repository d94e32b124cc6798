#!/usr/bin/env bash
# A PageIterator asks for all pages but the first without the headers of the request.
#
# microsoft-graph-client 3.0.7. A query that needs ConsistencyLevel: eventual, or a Prefer, carries it for the first page, which
# get() asks for. The iterator that is made of its answer knows nothing of it and follows the next link bare. The headers
# have to be given a second time, as the fourth argument of PageIterator.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/microsoft-graph-client@3.0.7
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { Client, PageIterator } = require("@microsoft/microsoft-graph-client");
const next = "https://graph.microsoft.com/v1.0/users?page=";
const asked = [];
globalThis.fetch = async (url, { headers }) => {
  asked.push(new Headers(headers).get("ConsistencyLevel"));
  const page = { value: ["somebody"], ...(asked.length < 3 ? { "@odata.nextLink": `${next}${asked.length}` } : {}) };
  return new Response(JSON.stringify(page), { headers: { "content-type": "application/json" } });
};
async function askedFor(options) {
  asked.length = 0;
  const client = Client.init({ authProvider: (done) => done(null, "token") });
  const headers = { ConsistencyLevel: "eventual" };
  const first = await client.api("/users").search('"displayName:Ann"').headers(headers).get();
  await new PageIterator(client, first, () => true, options && { headers }).iterate();
  return [...asked];
}
(async () => {
  const seen = { plain: await askedFor(false), givenAgain: await askedFor(true) };
  console.log(seen);
  assert.deepStrictEqual(seen, { plain: ["eventual", null, null], givenAgain: ["eventual", "eventual", "eventual"] });
})();
EOF
node check.cjs
