import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { isRefusedActivity } from '../../src/teams/gate.ts';
import { loopbackGate } from '../../src/teams/loopback-gate.ts';
import type { Activity } from '../../src/teams/wire.ts';
import { ACTIVITY } from './admitted.ts';

const CONTOSO = '11111111-1111-1111-1111-11111111111a';
const OTHER = '22222222-2222-2222-2222-222222222222';
const gate = loopbackGate({ tenants: [CONTOSO] });

/** Why it is refused, or undefined. */
async function reasonFor(fields: object, headers: IncomingHttpHeaders = { host: '127.0.0.1:3978' }, at = gate) {
  const admission = await at.authenticate(headers);
  const result = isRefusedActivity(admission) ? admission : admission({ ...ACTIVITY, ...fields } as Activity);
  return isRefusedActivity(result) ? result.reason : undefined;
}

const tenants = (conversation: unknown, teams: unknown) => ({
  conversation: { id: 'c', tenantId: conversation },
  channelData: { tenant: { id: teams } },
});

describe('the door of this machine', () => {
  test.each<[string, object, string | undefined]>([
    ['our tenant', tenants(CONTOSO, null), undefined],
    ['our tenant twice, in other letters', tenants(CONTOSO, CONTOSO.toUpperCase()), undefined],
    ['no tenant: the chat of this machine', {}, undefined],
    ['another tenant', tenants(OTHER, OTHER), 'another tenant'],
    ['our conversation, for Teams another tenant', tenants(CONTOSO, OTHER), 'another tenant'],
    ['a conversation of another, for Teams our tenant', tenants(OTHER, CONTOSO), 'another tenant'],
    ['a number', tenants(5, CONTOSO), 'another tenant'],
    ['a list of ours', tenants([CONTOSO], CONTOSO), 'another tenant'],
    ['an empty text', tenants('', CONTOSO), 'another tenant'],
    ['the emulator', { channelId: 'emulator' }, undefined],
    ['another channel', { channelId: 'webchat' }, 'another channel'],
    ['answers that would leave the machine', { serviceUrl: 'https://example.com/' }, 'serviceUrl is not allowed'],
  ])('%s', async (_what, fields, reason) => {
    expect(await reasonFor(fields)).toBe(reason);
  });

  test('two tenants that are both heard do not speak as one', async () => {
    const both = loopbackGate({ tenants: [CONTOSO, OTHER] });
    expect(await reasonFor(tenants(OTHER, OTHER), { host: 'localhost' }, both)).toBeUndefined();
    expect(await reasonFor(tenants(CONTOSO, OTHER), { host: 'localhost' }, both)).toBe('two tenants');
  });

  test.each<[string, IncomingHttpHeaders, string | undefined]>([
    ['by name', { host: 'localhost:3978' }, undefined],
    ['by IPv6', { host: '[::1]:3978' }, undefined],
    ['a page in a browser', { host: '127.0.0.1', origin: 'https://evil.example' }, 'a page in a browser'],
    ['a name that leads here', { host: 'evil.example:3978' }, 'another host'],
    ['no host', {}, 'another host'],
  ])('who calls: %s', async (_who, headers, reason) => {
    expect(await reasonFor({}, headers)).toBe(reason);
  });
});

test.each(['http://127.0.0.1:1', 'http://127.0.0.1:1/', 'http://localhost:56150/_connector', 'http://[::1]:1/'])(
  'answers go to %s',
  (address) => {
    expect(gate.allows(address)).toBe(true);
  },
);

test.each([
  'http://x:y@127.0.0.1:1/',
  'https://127.0.0.1/',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.2/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://127.0.0.1/?x',
  'http://127.0.0.1/#x',
  'nowhere',
])('answers never go to %s', (address) => {
  expect(gate.allows(address)).toBe(false);
});
