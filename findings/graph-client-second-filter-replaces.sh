#!/usr/bin/env bash
# A second filter() on a Graph request replaces the first; a second select() or expand() adds to it.
#
# @microsoft/microsoft-graph-client 3.0.7. The chained conditions "accountEnabled eq false" and "userType eq 'Guest'" ask
# Graph for guests only: the first condition is gone without a word, so a list of disabled guests is a list of all guests.
# Conditions must be joined by "and" in one filter().
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/microsoft-graph-client@3.0.7
cat > check.cjs <<'EOF'
const { Client } = require("@microsoft/microsoft-graph-client");
const asked = [];
globalThis.fetch = async (url) => {
  asked.push(decodeURIComponent(new URL(typeof url === "string" ? url : url.url).search));
  return new Response('{"value":[]}', { headers: { "content-type": "application/json" } });
};
(async () => {
  const client = Client.init({ authProvider: (done) => done(null, "token") });
  await client.api("/users").filter("accountEnabled eq false").filter("userType eq 'Guest'").get();
  await client.api("/users").select("id").select("mail").expand("manager").get();
  console.log(asked);
  process.exit(asked[0] === "?$filter=userType eq 'Guest'" && asked[1] === "?$select=id,mail&$expand=manager" ? 0 : 1);
})();
EOF
node check.cjs
