import { describe, expect, test } from 'vitest';
import { refuser } from '../../../src/bot/teams/gate.ts';

const CONTOSO = '11111111-1111-1111-1111-11111111111a';
const OTHER = '22222222-2222-2222-2222-222222222222';
const local = refuser({ tenants: [CONTOSO], serviceUrls: [], onLoopback: true });
const teams = refuser({
  tenants: [CONTOSO],
  serviceUrls: ['https://smba.trafficmanager.net'],
  onLoopback: false,
});

const HERE = { channelId: 'msteams', serviceUrl: 'http://127.0.0.1:56150/connector', tenantIds: [CONTOSO] };
const TEAMS = { ...HERE, serviceUrl: 'https://smba.trafficmanager.net/emea/' };

describe('the tenant', () => {
  test.each<[string, readonly unknown[], string | undefined]>([
    ['ours', [CONTOSO], undefined],
    ['ours twice, in other letters', [CONTOSO, CONTOSO.toUpperCase()], undefined],
    ['another', [OTHER], 'another tenant'],
    ['ours for the conversation, another for Teams', [CONTOSO, OTHER], 'another tenant'],
    ['another for the conversation, ours for Teams', [OTHER, CONTOSO], 'another tenant'],
    ['a number', [5], 'another tenant'],
    ['a list of ours', [[CONTOSO]], 'another tenant'],
    ['ours and a number', [CONTOSO, 5], 'another tenant'],
    ['an empty text', [''], 'another tenant'],
  ])('%s', (_what, tenantIds, reason) => {
    expect(local({ ...HERE, tenantIds })).toBe(reason);
    expect(teams({ ...TEAMS, tenantIds })).toBe(reason);
  });

  test('none is that of the chat on this machine, and nobody elsewhere', () => {
    expect(local({ ...HERE, tenantIds: [] })).toBeUndefined();
    expect(teams({ ...TEAMS, tenantIds: [] })).toBe('another tenant');
  });

  test('two that are both heard do not speak as one', () => {
    const both = refuser({ tenants: [CONTOSO, OTHER], serviceUrls: [], onLoopback: true });
    expect(both({ ...HERE, tenantIds: [OTHER] })).toBeUndefined();
    expect(both({ ...HERE, tenantIds: [CONTOSO, OTHER] })).toBe('two tenants');
  });
});

test.each([
  ['msteams', undefined],
  ['emulator', undefined],
  ['webchat', 'another channel'],
  ['', 'another channel'],
])('the channel %j', (channelId, reason) => {
  expect(local({ ...HERE, channelId })).toBe(reason);
});

test.each([
  ['http://127.0.0.1:1/', undefined, 'serviceUrl is not allowed'],
  ['http://localhost:1/', undefined, 'serviceUrl is not allowed'],
  ['https://smba.trafficmanager.net/emea/', 'serviceUrl is not allowed', undefined],
  ['https://smba.trafficmanager.net.example/', 'serviceUrl is not allowed', 'serviceUrl is not allowed'],
  ['https://x@smba.trafficmanager.net/', 'serviceUrl is not allowed', 'serviceUrl is not allowed'],
  ['http://x:y@127.0.0.1:1/', 'serviceUrl is not allowed', 'serviceUrl is not allowed'],
  ['nowhere', 'serviceUrl is not allowed', 'serviceUrl is not allowed'],
])('answers go to %s: on this machine %s, from Teams %s', (serviceUrl, here, fromTeams) => {
  expect(local({ ...HERE, serviceUrl })).toBe(here);
  expect(teams({ ...TEAMS, serviceUrl })).toBe(fromTeams);
});
