import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tokensFrom } from '../../../src/directory/graph/tokens.ts';
import { systemClock } from '../../../src/engine/clock.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';
import { temporaryFolder } from '../snapshot/folder.ts';
import { connected } from './connected.ts';

const SCOPE = 'https://graph.microsoft.com/.default';

describe('a token', () => {
  it('is asked for once, kept while it is good, and renewed before its end', async () => {
    const clock = virtualClock();
    let given = 0;
    const getToken = async () => ({ token: `${++given}`, expiresOnTimestamp: clock.now().getTime() + 3_600_000 });
    const tokens = tokensFrom({ credential: { getToken }, scope: SCOPE, clock });
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['1', '1', '1']);
    await clock.advance(3_290_000);
    expect(await tokens.get()).toBe('1');
    await clock.advance(20_000);
    expect(await tokens.get()).toBe('2');
  });

  it('that does not come is not waited for, and the next one may', async () => {
    const clock = virtualClock();
    let calls = 0;
    const getToken = () =>
      ++calls === 1
        ? new Promise<never>(() => undefined)
        : Promise.resolve({ token: 'late', expiresOnTimestamp: 1e15 });
    const tokens = tokensFrom({ credential: { getToken }, scope: SCOPE, clock, withinMs: 10_000 });
    const failing = expect(tokens.get()).rejects.toMatchObject({
      code: 'Unreachable',
      message: expect.stringContaining('10 s'),
    });
    await clock.advance(10_000);
    await failing;
    expect(await tokens.get()).toBe('late');
  });

  it.each([
    ['temporarily_unavailable: 90033 - AADSTS90033: A transient error has occurred.', 'Unreachable', 'AADSTS90033'],
    ['invalid_client: 7000215 - AADSTS7000215: Invalid client secret abc provided.', 'Forbidden', 'AADSTS7000215'],
    ['ManagedIdentityCredential: no endpoint', 'Unreachable', 'nobody answers'],
  ])('that is refused says why by a number, and quotes nothing: %s', async (message, code, told) => {
    const getToken = async () => Promise.reject(new Error(message));
    const tokens = tokensFrom({ credential: { getToken }, scope: SCOPE, clock: virtualClock() });
    const error: unknown = await tokens.get().catch((fault) => fault);
    expect(error).toMatchObject({ code, message: expect.stringContaining(told) });
    expect(String(error)).not.toContain('abc');
  });
});

/** Microsoft's library, against the emulator's authority. */
describe('a credential', () => {
  async function found(kinds: readonly string[], secret: string, key = '', password?: string): Promise<string> {
    const { emulator } = await connected({ clock: systemClock, clientSecret: 'right' });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'graph.pem'), emulator.certificate);
    writeFileSync(join(folder, 'token'), 'a.b.c');
    writeFileSync(join(folder, 'app.pem'), `${key}\n${emulator.certificate}`);
    const child = join(import.meta.dirname, 'credential-child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [child, emulator.url, ...kinds], {
      env: {
        PATH: process.env['PATH'],
        NODE_EXTRA_CA_CERTS: join(folder, 'graph.pem'),
        IDENTITY_ENDPOINT: `http://127.0.0.1:${emulator.port}/msi/token`,
        IDENTITY_HEADER: 'any',
        AZURE_TENANT_ID: '11111111-1111-1111-1111-111111111111',
        AZURE_CLIENT_ID: '22222222-2222-2222-2222-222222222222',
        AZURE_CLIENT_SECRET: secret,
        AZURE_FEDERATED_TOKEN_FILE: join(folder, 'token'),
        AZURE_CLIENT_CERTIFICATE_PATH: join(folder, 'app.pem'),
        ...(password === undefined ? {} : { AZURE_CLIENT_CERTIFICATE_PASSWORD: password }),
        AZURE_AUTHORITY_HOST: `https://127.0.0.1:${emulator.port}`,
      },
    });
    return stdout;
  }

  it('of any kind opens Graph', async () => {
    const kinds = ['managed-identity', 'client-secret', 'federated', 'workload-identity'];
    expect(await found(kinds, 'right')).toBe(kinds.map((kind) => `${kind}: Contoso\n`).join(''));
  });

  it.each([
    ['', undefined, undefined, 'Contoso'],
    [' whose key has a password', 'open', 'open', 'Contoso'],
    [
      ' whose key has another password',
      'open',
      'wrong',
      'Unreachable: Entra gives no token: the credential cannot be used',
    ],
  ])('is a certificate%s', async (_, passphrase, password, told) => {
    const encoding = { type: 'pkcs8', format: 'pem' } as const;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const key = privateKey.export(
      passphrase === undefined ? encoding : { ...encoding, cipher: 'aes-256-cbc', passphrase },
    );
    expect(await found(['certificate'], '', String(key), password)).toContain(`certificate: ${told}`);
  });

  it('with a certificate without a key cannot be used', async () => {
    expect(await found(['certificate'], '')).toContain('certificate: Unreachable: Entra gives no token');
  });

  it('with a wrong secret says so by its number', async () => {
    expect(await found(['client-secret'], 'wrong')).toBe(
      'client-secret: Forbidden: Entra gives no token: AADSTS7000215\n',
    );
  });
});
