import { execFile } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../../../src/graph-emulator/certificate.ts';
import { temporaryFolder } from '../snapshot/folder.ts';

/** Entra's two answers on the way to a token that ends too soon to be kept. Remembers which certificate signed. */
async function authority(signedWith: string[]) {
  const { certificate, key } = selfSigned();
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const origin = `https://${request.headers.host}`;
    const form = new URLSearchParams(await text(request));
    const [header] = (form.get('client_assertion') ?? '').split('.');
    if (header) signedWith.push(JSON.parse(Buffer.from(header, 'base64url').toString())['x5t#S256']);
    const body = header
      ? { access_token: 'token', expires_in: 60, token_type: 'Bearer' }
      : {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/keys`,
        };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, certificate };
}

function appCertificate() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { certificate } = selfSigned();
  const fingerprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  return {
    pem: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}\n${certificate}`,
    thumbprint: Buffer.from(fingerprint, 'hex').toString('base64url'),
  };
}

it('a certificate that was renewed in its file signs the next token', async () => {
  const signedWith: string[] = [];
  const { url, certificate } = await authority(signedWith);
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const [current, renewed] = [appCertificate(), appCertificate()];
  writeFileSync(at('trusted.pem'), certificate);
  writeFileSync(at('app.pem'), current.pem);
  writeFileSync(at('renewed.pem'), renewed.pem);
  const child = join(import.meta.dirname, 'renewed-certificate-child.ts');
  await promisify(execFile)(process.execPath, [child, at('renewed.pem'), at('app.pem')], {
    env: {
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: at('trusted.pem'),
      AZURE_TENANT_ID: '11111111-1111-1111-1111-111111111111',
      AZURE_CLIENT_ID: '22222222-2222-2222-2222-222222222222',
      AZURE_CLIENT_CERTIFICATE_PATH: at('app.pem'),
      AZURE_AUTHORITY_HOST: url,
    },
  });
  expect(signedWith).toEqual([current.thumbprint, renewed.thumbprint]);
});
