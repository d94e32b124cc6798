import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ruleProfile } from '../../catalogue/rule-profile.ts';
import { StartFault } from '../../config/start-fault.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import { MemoryTenant } from '../../licensing/model/memory-tenant.ts';
import { type LearntRule, withLearntRules } from '../../licensing/rules/learnt-rules.ts';
import { tenantThatFits } from '../../licensing/rules/rules-that-fit.ts';
import type { Store } from '../../store/store.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import type { GraphClient } from './client.ts';
import { groupsInLedger, type Ledger, openLedger, snapshotThrough } from './ledger.ts';
import { type LearntRules, learntRules } from './look-again.ts';
import { readTenant } from './read-tenant.ts';

/**
 * Reads the whole tenant and hands it out as a snapshot, by way of files that are gone again afterwards: they are what a
 * million people are checked in without being objects at once.
 * @param folder where these files may be meanwhile
 */
export async function withWholeTenant<T>(
  client: GraphClient,
  folder: string,
  use: (snapshot: Snapshot) => T | Promise<T>,
): Promise<T> {
  const files = mkdtempSync(join(folder, '.graph-'));
  try {
    await readTenant(client, files);
    return await use(await readSnapshot(files));
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

interface ModelOptions {
  readonly store: Store;
  /** Where files may lie meanwhile. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly licensing: 'native' | 'managed' | undefined;
}

interface Model {
  readonly tenant: MemoryTenant;
  readonly learnt: LearntRules;
  /** Of a tenant whose groups we license. */
  readonly ledger: Ledger | undefined;
}

/** Why Entra cannot license the groups: nobody would license those of ours, and what a person has of them is in the ledger alone. */
export async function faultOfNative(store: Store): Promise<string | undefined> {
  const count = (await groupsInLedger(store)).length;
  if (count === 0) return undefined;
  return `GRAPH_LICENSING: Seatkeeper licenses groups here (${count}), and with "native" nobody would. Hand them over to Entra first (seatkeeper tenant license-by entra --all), or set GRAPH_LICENSING=managed.`;
}

/** The tenant in memory, under the rules that explain it and those that it taught, with what our own groups give. */
export async function readModel(
  client: GraphClient,
  { store, folder, clock, licensing }: ModelOptions,
): Promise<Model> {
  const learnt = learntRules(store.kv<readonly LearntRule[]>('learnt-rules'));
  const ledger = licensing === 'managed' ? await openLedger(store) : undefined;
  const fault = ledger === undefined ? await faultOfNative(store) : undefined;
  if (fault !== undefined) throw new StartFault(fault);
  const taught = await learnt.all();
  const tenant = await withWholeTenant(client, folder, (snapshot) => {
    const seen = ledger === undefined ? snapshot : snapshotThrough(ledger, snapshot);
    return tenantThatFits(
      (profile) => new MemoryTenant({ ...seen, rules: withLearntRules(ruleProfile(profile), taught) }),
      clock.now().toISOString(),
    );
  });
  return { tenant, learnt, ledger };
}
