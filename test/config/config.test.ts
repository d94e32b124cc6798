import { describe, expect, it } from 'vitest';
import { type Config, type Environment, readConfig } from '../../src/config/config.ts';

const CREDENTIALS = {
  MicrosoftAppId: 'aaaaaaaa-2222-4000-8000-000000000001',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
};

function configOf(env: Environment): Config {
  const reading = readConfig(env);
  if ('faults' in reading) throw new Error(reading.faults.join('\n'));
  return reading.config;
}

function faultsOf(env: Environment): readonly string[] {
  const reading = readConfig(env);
  return 'faults' in reading ? reading.faults : [];
}

describe('without anything set', () => {
  it('the demo tenant, on this machine alone, with a chat in the browser', () => {
    expect(configOf({})).toEqual({
      host: '127.0.0.1',
      port: 3978,
      dataDir: '.data',
      directory: { kind: 'embedded', tenantFolder: undefined, usersPerSecond: undefined },
      chat: { port: 56150 },
      credentials: undefined,
      botFramework: {
        sdk: 'botbuilder',
        openIdMetadataUrl: undefined,
        tokenIssuer: undefined,
        loginUrl: undefined,
        oauthScope: undefined,
        serviceUrls: expect.arrayContaining(['https://smba.trafficmanager.net']),
      },
      allowedTenants: undefined,
      approval: { threshold: 25, ttlMs: 86_400_000, always: [], approvers: undefined, channel: undefined },
      charts: true,
      logLevel: 'info',
    });
  });

  it('and what is empty is not set', () => {
    expect(configOf({ PORT: '', HOST: ' ', DATABASE_URL: '', MicrosoftAppId: '' })).toEqual(configOf({}));
  });
});

describe('with the credentials of a bot', () => {
  it('listens everywhere, to its own tenant, without a chat in the browser', () => {
    const config = configOf(CREDENTIALS);
    expect(config).toMatchObject({ host: '0.0.0.0', chat: undefined });
    expect(config.credentials).toMatchObject({ type: 'SingleTenant', password: 'secret' });
    expect(config.allowedTenants).toEqual([CREDENTIALS.MicrosoftAppTenantId]);
  });

  it('needs no password as a managed identity', () => {
    const { MicrosoftAppPassword: _, ...env } = CREDENTIALS;
    expect(configOf({ ...env, MicrosoftAppType: 'UserAssignedMSI' }).credentials?.type).toBe('UserAssignedMSI');
  });

  it('may be told which tenants to listen to', () => {
    expect(configOf({ ...CREDENTIALS, ALLOWED_TENANTS: 'a, b' }).allowedTenants).toEqual(['a', 'b']);
  });
});

describe('other values', () => {
  it.each([
    [{ PORT: '0' }, { port: 0 }],
    [{ HOST: 'localhost' }, { host: 'localhost' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ CHAT: 'off' }, { chat: undefined }],
    [{ CHAT_PORT: '5000' }, { chat: { port: 5000 } }],
    [{ TENANT: '/t', EMBEDDED_USERS_PER_SECOND: '2.5' }, { directory: { tenantFolder: '/t', usersPerSecond: 2.5 } }],
    [{ APPROVAL_THRESHOLD: '0', APPROVAL_TTL: '90s' }, { approval: { threshold: 0, ttlMs: 90_000 } }],
    [{ APPROVAL_TTL: '7d' }, { approval: { ttlMs: 604_800_000 } }],
    [{ APPROVAL_ALWAYS: 'memberships, Reprocess' }, { approval: { always: ['memberships', 'reprocessUser'] } }],
    [
      { APPROVERS: 'License administrator, group:IT Department, group: 42' },
      {
        approval: {
          approvers: { roles: ['4d6ac14f-3453-41d0-bef9-a3e0c569773a'], groups: ['IT Department', '42'] },
        },
      },
    ],
    [
      { APPROVAL_CHANNEL: '19:approvals@thread.tacv2;messageid=1' },
      { approval: { channel: '19:approvals@thread.tacv2' } },
    ],
    [{ BOT_LOGIN_URL: 'http://127.0.0.1:9/x/' }, { botFramework: { loginUrl: 'http://127.0.0.1:9/x' } }],
    [
      { SERVICE_URLS: 'https://a.example, http://localhost:3' },
      { botFramework: { serviceUrls: ['https://a.example', 'http://localhost:3'] } },
    ],
    [
      { DIRECTORY: 'graph' },
      {
        chat: undefined,
        directory: { kind: 'graph', baseUrl: 'https://graph.microsoft.com/v1.0', licensing: 'native' },
      },
    ],
  ])('%j', (env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });
});

describe('a wrong configuration is named, variable by variable', () => {
  it.each<[Environment, string]>([
    [{ PORT: 'abc' }, 'PORT: "abc" is not such a number. Give a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT: "70000" is not such a number. Give a whole number from 0 to 65535.'],
    [
      { HOST: '0.0.0.0' },
      'HOST: "0.0.0.0" can be reached from other machines, and the bot has no credentials. ' +
        'Set MicrosoftAppId and what belongs to it, or listen on 127.0.0.1.',
    ],
    [
      { DATABASE_URL: 'postgres://bot:se/cr@et@db/seatkeeper' },
      'DATABASE_URL: it is not the URL of a PostgreSQL database. ' +
        'Give one like postgres://user:password@host:5432/database, and what is no letter or digit in a password as %40 for @.',
    ],
    [{ DIRECTORY: 'ldap' }, 'DIRECTORY: "ldap" is not known. Give embedded or graph.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: "loud" is not known. Give debug, info, warn or error.'],
    [{ APPROVAL_TTL: '24' }, 'APPROVAL_TTL: "24" is not a length of time. Give one like 90s, 30m, 24h or 7d.'],
    [{ APPROVAL_TTL: '0h' }, 'APPROVAL_TTL: "0h" is not a length of time. Give one like 90s, 30m, 24h or 7d.'],
    [
      { APPROVAL_ALWAYS: 'memberships, everything' },
      'APPROVAL_ALWAYS: "everything" is no kind of change. ' +
        'Give group-licenses, user-licenses, memberships, usage-location, reprocess.',
    ],
    [
      { APPROVERS: ',' },
      'APPROVERS: names nobody. Name roles or groups, or leave it out: then whoever may do it may approve it.',
    ],
    [
      { APPROVERS: 'License Administrator, Emperor' },
      'APPROVERS: "Emperor" is no role that counts here. Give Global Administrator, User Administrator, ' +
        'License Administrator, Groups Administrator, or a group as group:NAME.',
    ],
    [
      { APPROVERS: 'Global Reader' },
      'APPROVERS: Global Reader can approve nothing. Give Global Administrator, User Administrator, ' +
        'License Administrator, Groups Administrator, or a group as group:NAME.',
    ],
    [
      { APPROVERS: 'group: ' },
      'APPROVERS: has a "group:" without a group. Give its display name or its object id after the colon.',
    ],
    [
      { APPROVAL_CHANNEL: 'IT Licensing' },
      'APPROVAL_CHANNEL: "IT Licensing" is not the id of a channel. Give one like 19:…@thread.tacv2.',
    ],
    [
      { EMBEDDED_USERS_PER_SECOND: '-1' },
      'EMBEDDED_USERS_PER_SECOND: "-1" is not a number above 0. Give one, or leave it out.',
    ],
    [
      { MicrosoftAppPassword: 'secret' },
      'MicrosoftAppId: is not set, but MicrosoftAppPassword is. Set all of them, or none.',
    ],
    [
      { MicrosoftAppId: 'x', MicrosoftAppTenantId: 't' },
      'MicrosoftAppPassword: is not set, and a SingleTenant bot needs it. Set the secret of the app registration.',
    ],
    [
      { MicrosoftAppId: 'x', MicrosoftAppPassword: 'p' },
      'ALLOWED_TENANTS: is not set, and a MultiTenant bot would listen to nobody. ' +
        'Name the tenants whose people may speak to the bot.',
    ],
    [
      { GRAPH_BASE_URL: 'http://graph.example' },
      'GRAPH_BASE_URL: "http://graph.example" is not a safe URL. Give one with https://, or http:// to this machine.',
    ],
    [
      { DIRECTORY: 'graph', GRAPH_CREDENTIAL: 'client-secret', AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' },
      'AZURE_CLIENT_SECRET: is not set, and GRAPH_CREDENTIAL=client-secret needs it. ' +
        'Set it, or choose another GRAPH_CREDENTIAL.',
    ],
    [
      { DIRECTORY: 'graph', TENANT: '/t' },
      'TENANT: a snapshot cannot be loaded into a real tenant. Leave it out, or leave out DIRECTORY=graph.',
    ],
    [
      { DIRECTORY: 'graph', CHAT: 'on' },
      'CHAT: the chat in the browser never starts beside DIRECTORY=graph. Set CHAT=off, or leave it out.',
    ],
    [
      { ...CREDENTIALS, CHAT: 'on' },
      'CHAT: the chat in the browser never starts beside Microsoft credentials. Set CHAT=off, or leave it out.',
    ],
    [{ CHAT_PORT: '3978' }, 'CHAT_PORT: 3978 is the port of the bot as well. Give the chat another one.'],
  ])('%j', (env, fault) => {
    expect(faultsOf(env)).toEqual([fault]);
  });

  it.each(['http://evil.example', 'https://a.example/path', 'https://user@a.example', 'a.example', ','])(
    'SERVICE_URLS=%s',
    (value) => {
      expect(faultsOf({ SERVICE_URLS: value })).toHaveLength(1);
    },
  );

  it.each(['mysql://db/seatkeeper', 'postgres://db', 'postgres:///seatkeeper', 'postgres://db/a/b', 'seatkeeper'])(
    'DATABASE_URL=%s',
    (value) => {
      expect(faultsOf({ DATABASE_URL: value })).toHaveLength(1);
    },
  );

  it('all faults at once', () => {
    expect(faultsOf({ PORT: 'x', CHAT: 'maybe', LOG_LEVEL: 'y' })).toHaveLength(3);
  });

  it('without telling the password in a URL', () => {
    expect(faultsOf({ GRAPH_BASE_URL: 'https://me:hunter2@graph.example' }).join()).not.toContain('hunter2');
  });
});

describe('a variable that is written almost like one of ours', () => {
  const notesOf = (env: Environment) => {
    const reading = readConfig(env);
    return 'notes' in reading ? reading.notes : reading.faults;
  };

  it('is told, with the one that is meant', () => {
    expect(notesOf({ APPROVAL_TRESHOLD: '5' })).toEqual([
      'APPROVAL_TRESHOLD: Seatkeeper knows no such variable. Did you mean APPROVAL_THRESHOLD?',
    ]);
    expect(notesOf({ MicrosoftAppPasword: 'x', data_dir: 'y' })).toHaveLength(2);
  });

  it('stands beside what is wrong, and those of other programs are nobody’s business', () => {
    expect(notesOf({ APPROVERSS: 'x', PORT: 'banana' })).toHaveLength(2);
    expect(notesOf({ PATH: '/bin', HOSTNAME: 'a', PORTS: '1', TENANT: 'x', TENANTS: 'y', HTTP_PROXY: 'z' })).toEqual(
      [],
    );
  });
});
