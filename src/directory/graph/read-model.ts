import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ruleProfile } from '../../core/catalogue/rule-profile.ts';
import { withLearntRules } from '../../core/licensing/learnt-rules.ts';
import { MemoryTenant } from '../../core/licensing/memory/memory-tenant.ts';
import { tenantThatFits } from '../../core/licensing/rules-that-fit.ts';
import type { Snapshot } from '../../core/snapshot-text.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import type { GraphClient } from './client.ts';
import type { LearntRules } from './look-again.ts';
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

/** The tenant in memory, under the rules that explain it, and those that it taught. */
export async function readModel(
  client: GraphClient,
  {
    folder,
    learnt,
    now,
    seen,
  }: {
    readonly folder: string;
    readonly learnt: LearntRules;
    readonly now: string;
    readonly seen: (snapshot: Snapshot) => Snapshot;
  },
): Promise<MemoryTenant> {
  const taught = await learnt.all();
  return withWholeTenant(client, folder, (snapshot) =>
    tenantThatFits(
      (profile) => new MemoryTenant({ ...seen(snapshot), rules: withLearntRules(ruleProfile(profile), taught) }),
      now,
    ),
  );
}
