import type { Snapshot } from '../core/graph.ts';
import { loadTenant } from '../core/licensing/load-tenant.ts';
import type { Tenant } from '../core/licensing/tenant.ts';
import { demoTenant } from '../directory/demo/demo-tenant.ts';
import { readSnapshot } from '../directory/snapshot/read-snapshot.ts';

/** The tenant of a snapshot folder; without one, the demo tenant. */
export async function openSnapshot(folder: string | undefined): Promise<Snapshot> {
  return folder === undefined ? demoTenant() : readSnapshot(folder);
}

/** @throws SnapshotFault when the folder is not a sound snapshot */
export async function openTenant(folder: string | undefined): Promise<Tenant> {
  return loadTenant(await openSnapshot(folder));
}
