import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { groupTextsOf, type Snapshot, userTextsOf } from '../../graph/snapshot-text.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import type { GraphClient } from './client.ts';
import { readTenant } from './read-tenant.ts';

/**
 * Writes the tenant of Graph as a new snapshot folder: complete and read again, or not there at all.
 * @throws DirectoryError where Graph does not give all of it; SnapshotFault where what it gave is no tenant
 */
export async function exportTenantOf(client: GraphClient, out: string): Promise<Snapshot> {
  const target = resolve(out);
  makeFolder(dirname(target));
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
  try {
    await readTenant(client, partial);
    const snapshot = await readSnapshot(partial);
    for (const _ of userTextsOf(snapshot));
    for (const _ of groupTextsOf(snapshot));
    renameSync(partial, target);
    return snapshot;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
