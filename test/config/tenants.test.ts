import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Environment, readConfig } from '../../src/config/config.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

const [ONE, TWO] = ['aaaaaaaa-1111-4111-8111-111111111111', 'bbbbbbbb-2222-4222-8222-222222222222'];
const SEVERAL = { DATABASE_URL: 'postgres://user@host/name', ALLOWED_TENANTS: `${ONE.toUpperCase()}, ${TWO}` };
const APP = { DIRECTORY: 'graph', GRAPH_CREDENTIAL: 'client-secret', AZURE_CLIENT_ID: 'app', AZURE_CLIENT_SECRET: 's' };

function tenantsOf(env: Environment) {
  const reading = readConfig(env);
  if ('faults' in reading) throw new Error(reading.faults.join('\n'));
  return reading.config.tenants;
}

function faultsOf(env: Environment): readonly string[] {
  const reading = readConfig(env);
  return 'faults' in reading ? reading.faults : [];
}

function settings(tenant: string, lines: string): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, `${tenant}.env`), lines);
  return folder;
}

describe('several tenants', () => {
  it('have a directory each where a database keeps them, and one without', () => {
    const tenants = tenantsOf({ ...SEVERAL, TENANT: 'all' });
    expect(tenants?.ids).toEqual([ONE, TWO]);
    expect(tenants?.of(TWO).directory).toMatchObject({ kind: 'embedded', tenantFolder: join('all', TWO) });
    expect(tenantsOf({ ALLOWED_TENANTS: SEVERAL.ALLOWED_TENANTS })).toBeUndefined();
    expect(tenantsOf({ ...SEVERAL, ALLOWED_TENANTS: ONE })).toBeUndefined();
  });

  it('are asked of Graph as an app in each, and may have an app and rules of their own', () => {
    const TENANT_SETTINGS = settings(TWO, 'AZURE_CLIENT_ID=theirs\nAZURE_CLIENT_SECRET=t\nAPPROVAL_THRESHOLD=3\n');
    const tenants = tenantsOf({ ...SEVERAL, ...APP, TENANT_SETTINGS });
    expect(tenants?.of(ONE)).toMatchObject({
      directory: { identity: { AZURE_TENANT_ID: ONE, AZURE_CLIENT_ID: 'app' } },
      approval: { threshold: 25 },
    });
    expect(tenants?.of(TWO)).toMatchObject({
      directory: { identity: { AZURE_TENANT_ID: TWO, AZURE_CLIENT_ID: 'theirs', AZURE_CLIENT_SECRET: 't' } },
      approval: { threshold: 3 },
    });
  });

  it.each<[string, Environment, RegExp]>([
    ['no snapshot for each', SEVERAL, /^TENANT: aaaaaaaa-1111-\S+ has no snapshot/],
    [
      'an id that is none',
      { ...SEVERAL, ALLOWED_TENANTS: 'a,b', TENANT: 'all' },
      /^ALLOWED_TENANTS: "a" is not the id/,
    ],
    [
      'an identity of one tenant',
      { ...SEVERAL, DIRECTORY: 'graph' },
      /^GRAPH_CREDENTIAL: a managed identity is of one/,
    ],
    ['settings without several', { TENANT_SETTINGS: 'x' }, /^TENANT_SETTINGS: there is one directory/],
  ])('are refused with %s', (_, env, fault) => {
    expect(faultsOf(env)).toContainEqual(expect.stringMatching(fault));
  });

  it('set nothing that is everybody’s, and what is wrong with theirs is said with their id', () => {
    const TENANT_SETTINGS = settings(ONE, 'PORT=1\nAPPROVAL_THRESHOLD=many\n');
    const faults = faultsOf({ ...SEVERAL, TENANT: 'all', TENANT_SETTINGS }).join('\n');
    expect(faults).toMatch(/TENANT_SETTINGS: PORT in \S+ is no tenant's own/);
    expect(faults).toMatch(new RegExp(`ALLOWED_TENANTS: ${ONE}: APPROVAL_THRESHOLD: "many"`));
  });
});
