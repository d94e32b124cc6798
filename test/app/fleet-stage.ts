import { onTestFinished } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { TeamsClient } from '../chat/teams-client.ts';
import { writeTenants } from '../failover/fleet-tenants.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

export const AMBER = 'aaaaaaaa-1111-4111-8111-111111111111';
export const VIOLET = 'bbbbbbbb-2222-4222-8222-222222222222';

/** A folder of snapshots by the ids of tenants: in each the same people, and groups of other names. */
export async function snapshots(names: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryDirectory();
  await writeTenants(folder, names);
  return folder;
}

export interface Replica {
  readonly url: string;
  close(): Promise<void>;
}

/** One process of a fleet, in this one. */
export async function replica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const read = readConfig({ DATA_DIR: temporaryDirectory(), PORT: '0', LOG_LEVEL: 'error', ...env });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const running = await serve(read.config, systemClock);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= running.close();
    return closed;
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${running.port}`, close };
}

/** Teams, as people of that tenant have it. */
export async function teamsOf(tenant: string, { url }: Pick<Replica, 'url'>): Promise<TeamsClient> {
  const teams = await TeamsClient.start(`${url}/api/messages`);
  teams.tenant = tenant;
  onTestFinished(() => teams[Symbol.asyncDispose]());
  return teams;
}
