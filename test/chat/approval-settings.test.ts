import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approvalPolicyOf } from '../../src/app/approval-policy-of.ts';
import { type Running, serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { smallTenant } from '../directory/small-tenant.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { quickClock } from './quick-clock.ts';

/** Settings of approvals that only the tenant can tell to be wrong. */

let dataDir: string;
let bot: Running | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
});

afterEach(async () => {
  await bot?.close();
  bot = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(approvers: string): Promise<void> {
  const env = { DATA_DIR: dataDir, PORT: '0', CHAT: 'off', LOG_LEVEL: 'error', APPROVERS: approvers };
  const read = readConfig(env);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  bot = await serve(read.config, quickClock);
}

test('a group that the tenant does not have stops the start, with one line', async () => {
  await expect(start('License Administrator, group:Nobody Knows')).rejects.toThrow(
    /^APPROVERS: no group of Contoso is called "Nobody Knows"\. Give its display name or its object id\.$/,
  );
});

test('a group is found by its name, whatever the case of its letters', async () => {
  await start('group:it department');
  expect(bot?.port).toBeGreaterThan(0);
});

test('of two groups of one name neither is meant: they are told apart by their ids', () => {
  const small = smallTenant();
  const [kiosk] = [...small.groups];
  if (kiosk === undefined) throw new Error('there is a group');
  const tenant = loadTenant({ ...small, groups: [...small.groups, { ...kiosk, id: 'other' }] });
  const settings = { threshold: 25, ttlMs: 1, always: [], channel: undefined };
  const policy = (name: string) => approvalPolicyOf({ ...settings, approvers: { roles: [], groups: [name] } }, tenant);
  expect(() => policy('Kiosk users')).toThrow(
    'APPROVERS: 2 groups are called "Kiosk users". Give the object id of the one meant.',
  );
  expect(policy('other').approvers).toEqual({ roles: [], groupIds: ['other'] });
});
