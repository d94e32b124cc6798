#!/usr/bin/env bash
# Names go into an address as they are: a guest's "#" cuts the path, an ampersand cuts the filter.
#
# microsoft-graph-client 3.0.7. api("/users/" + userPrincipalName) of a guest, whose name holds "#EXT#", asks for
# another path: all after "#" is never sent. filter("displayName eq 'R&D'") sends a filter without its end and a second
# parameter, and a plus sign arrives as a blank. The client encodes nothing; callers have to, each name by itself.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @microsoft/microsoft-graph-client@3.0.7
cat > check.cjs <<'EOF'
const assert = require("node:assert");
const { createServer } = require("node:http");
const { Client } = require("@microsoft/microsoft-graph-client");
const arrived = [];
const server = createServer((request, response) => {
  const url = new URL(request.url, "http://graph");
  arrived.push({ path: url.pathname, filter: url.searchParams.get("$filter"), parameters: [...url.searchParams.keys()] });
  response.setHeader("content-type", "application/json");
  response.end('{"value":[]}');
});
server.listen(0, "127.0.0.1", async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const graph = Client.init({ baseUrl: base, authProvider: (done) => done(null, "token"), customHosts: new Set(["127.0.0.1"]) });
  await graph.api("/users/ann_fabrikam.example#EXT#@contoso.example/memberOf").get();
  await graph.api("/groups").filter("displayName eq 'R&D'").get();
  await graph.api("/users").filter("mail eq 'ann+work@contoso.example'").get();
  server.close();
  console.log(arrived);
  assert.deepStrictEqual(arrived, [
    { path: "/v1.0/users/ann_fabrikam.example", filter: null, parameters: [] },
    { path: "/v1.0/groups", filter: "displayName eq 'R", parameters: ["$filter", "D'"] },
    { path: "/v1.0/users", filter: "mail eq 'ann work@contoso.example'", parameters: ["$filter"] },
  ]);
});
EOF
node check.cjs
