import { demoTenant } from '../directory/demo/demo-tenant.ts';
import { storedTenant } from '../directory/embedded/embedded-store.ts';
import { type Kept, readStoreIfAny } from '../directory/embedded/open-store.ts';
import { counting } from '../directory/snapshot/counting.ts';
import { readSnapshot } from '../directory/snapshot/read-snapshot.ts';
import type { Snapshot } from '../graph/snapshot-text.ts';
import { type LoadOptions, loadTenant } from '../licensing/model/load-tenant.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import type { Terminal } from './terminal.ts';
import { warnOf } from './warnings.ts';

/** The tenant of a snapshot folder; without one, the demo tenant. */
export async function openSnapshot(folder: string | undefined): Promise<Snapshot> {
  return folder === undefined ? demoTenant() : readSnapshot(folder);
}

/**
 * The tenant in memory; what is to be warned about is told.
 * @throws SnapshotFault when the folder is not a sound snapshot
 */
export async function openTenant(
  folder: string | undefined,
  terminal: Terminal,
  options: LoadOptions = {},
): Promise<Tenant> {
  const snapshot = counting(await openSnapshot(folder), 'Reading', terminal.progress);
  const tenant = loadTenant(snapshot, options);
  terminal.progress('');
  warnOf(snapshot, terminal);
  return tenant;
}

interface Connected extends Kept {
  /** What a bot without a tenant of its own would start from; undefined: the demo tenant. */
  readonly tenantFolder: string | undefined;
  readonly clock: Pick<Terminal, 'now'>;
}

/** Uses the tenant that the bot whose state is kept there has, or would start from. A running one is not disturbed. */
export async function withConnectedTenant<T>(
  { tenantFolder, clock, ...kept }: Connected,
  use: (snapshot: Snapshot, from: string) => T | Promise<T>,
): Promise<T> {
  // Without it there was never one, and what one would start from is meant.
  const store = await readStoreIfAny(kept, clock);
  try {
    const stored = store && storedTenant(store);
    return stored === undefined
      ? await use(await openSnapshot(tenantFolder), tenantFolder ?? 'the demo tenant')
      : await use(stored, kept.databaseUrl === undefined ? kept.dataDir : 'the database');
  } finally {
    await store?.close();
  }
}
