#!/usr/bin/env bash
# m365's CSV has the columns of its first row alone: what only later rows have is left out of the file.
#
# @pnp/cli-microsoft365 11.11.0. Graph leaves out properties that a row does not have (a group has no userPrincipalName). If such
# a row comes first, the column is missing for all, with exit code 0. true and false become 1 and 0, and what is a list or an
# object goes too. "--query '[].{mail: mail, …}'" names the columns and keeps them. In the JSON output a line break in
# a value comes back with a backslash before it.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
server=
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @pnp/cli-microsoft365@11.11.0
cat > server.cjs <<'EOF'
const { createServer } = require("node:http");
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const soon = Math.floor(Date.now() / 1000) + 3600;
const members = [
  { id: "1", displayName: "Marketing", securityEnabled: true },
  { id: "2", displayName: "Ann", mail: "ann@contoso.example", accountEnabled: false, assignedLicenses: [{ skuId: "e3" }] },
];
const token = { access_token: `${part({})}.${part({ oid: "bot", upn: "bot@contoso.example", exp: soon })}.s`, expires_on: String(soon), resource: "r", token_type: "Bearer" };
const answers = { "/token": token, "/members": members, "/note": { text: "first\nsecond" } };
const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(answers[request.url.split("?")[0]]));
}).listen(0, "127.0.0.1", () => console.log(server.address().port));
EOF
node server.cjs > port &
server=$!
while [ ! -s port ]; do sleep 0.1; done
at=http://127.0.0.1:$(cat port)
export HOME=$dir IDENTITY_ENDPOINT=$at/token IDENTITY_HEADER=any CLIMICROSOFT365_NOUPDATE=1
m365() { node_modules/.bin/m365 "$@"; }
m365 cli config set --key disableTelemetry --value true
m365 login --authType identity > login.json
m365 request --url "$at/members" --resource "$at" --output csv > plain.csv
m365 request --url "$at/members" --resource "$at" --output csv --query '[].{displayName: displayName, mail: mail}' > named.csv
m365 request --url "$at/note" --resource "$at" > note.json
node -e '
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const read = (name) => readFileSync(name, "utf8").trim();
const seen = { plain: read("plain.csv").split("\n"), named: read("named.csv").split("\n"), note: JSON.parse(read("note.json")).text };
console.log(seen);
assert.deepStrictEqual(seen, {
  plain: ["id,displayName,securityEnabled", "1,Marketing,1", "2,Ann,"],
  named: ["displayName,mail", "Marketing,", "Ann,ann@contoso.example"],
  note: "first\\\nsecond",
});
'
