#!/usr/bin/env bash
# A renewed certificate file is read for each token, and the first one goes on signing.
#
# @azure/identity 4.13.1. ClientCertificateCredential opens its certificatePath at every getToken: a call fails while the file is
# away. What it signs with is what it read first: after the file was replaced the thumbprint of the old certificate is sent,
# for the credential's life. A renewal by a mounted secret works until the old certificate ends, and then needs a new
# credential.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @azure/identity@4.13.1 selfsigned@5.5.0
cat > check.mjs <<'EOF'
import assert from "node:assert";
import { X509Certificate } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { ClientCertificateCredential } from "@azure/identity";
import { createHttpHeaders } from "@azure/core-rest-pipeline";
import { generate } from "selfsigned";
const certificate = async (name) => {
  const { cert, private: key } = await generate([{ name: "commonName", value: name }], { keySize: 2048 });
  return { pem: key + cert, thumbprint: Buffer.from(new X509Certificate(cert).fingerprint256.replaceAll(":", ""), "hex").toString("base64url") };
};
const names = {};
const signedBy = [];
const answerOf = (url, body) => {
  if (url.includes("openid-configuration")) {
    const at = "https://login.example/tenant";
    return { issuer: at, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/token`, jwks_uri: `${at}/keys` };
  }
  const [header] = new URLSearchParams(body).get("client_assertion").split(".");
  signedBy.push(names[JSON.parse(Buffer.from(header, "base64url"))["x5t#S256"]]);
  return { access_token: "token", expires_in: 60, token_type: "Bearer" };
};
const httpClient = {
  sendRequest: async (request) => ({
    request,
    status: 200,
    headers: createHttpHeaders(),
    bodyAsText: JSON.stringify(answerOf(request.url, String(request.body ?? ""))),
  }),
};
const path = "bot.pem";
const made = () =>
  new ClientCertificateCredential("tenant", "client", { certificatePath: path }, { httpClient, authorityHost: "https://login.example", disableInstanceDiscovery: true });
const [old, renewed] = [await certificate("old"), await certificate("renewed")];
names[old.thumbprint] = "old";
names[renewed.thumbprint] = "renewed";
const scope = "https://graph.microsoft.com/.default";
writeFileSync(path, old.pem);
const kept = made();
await kept.getToken(scope);
writeFileSync(path, renewed.pem);
await kept.getToken(scope);
await made().getToken(scope);
rmSync(path);
const away = await kept.getToken(scope).then(() => "a token", (error) => error.code);
console.log({ signedBy, away });
assert.deepStrictEqual({ signedBy, away }, { signedBy: ["old", "old", "renewed"], away: "ENOENT" });
EOF
node check.mjs
