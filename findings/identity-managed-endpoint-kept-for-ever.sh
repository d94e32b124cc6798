#!/usr/bin/env bash
# The first managed identity of a process says for all later ones where tokens come from.
#
# @azure/identity 4.13.1. IDENTITY_ENDPOINT is read with the first token and kept for the life of the process: a credential
# that is made after the variable has changed still asks the first place, whatever client id it has. A test suite that starts
# an endpoint for each test, or a host that moves it, gets tokens of the old one, or "nobody answers" once that is gone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @azure/identity@4.13.1
cat > check.cjs <<'EOF'
const { createServer } = require("node:http");
const { ManagedIdentityCredential } = require("@azure/identity");
const open = (name) =>
  new Promise((resolve) => {
    const server = createServer((_, response) => {
      const expires_on = Math.floor(Date.now() / 1000) + 3600;
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ access_token: name, expires_on, resource: "r", token_type: "Bearer" }));
    }).listen(0, "127.0.0.1", () => resolve(server));
  });
const tokenAt = async (server, clientId) => {
  process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${server.address().port}/msi/token`;
  process.env.IDENTITY_HEADER = "any";
  return (await new ManagedIdentityCredential({ clientId }).getToken("https://graph.microsoft.com/.default")).token;
};
(async () => {
  const [first, second] = [await open("first"), await open("second")];
  const tokens = [await tokenAt(first, "one"), await tokenAt(second, "another")];
  console.log(tokens);
  process.exit(tokens[0] === "first" && tokens[1] === "first" ? 0 : 1);
})();
EOF
node check.cjs
