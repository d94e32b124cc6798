import type { Snapshot } from '../../graph/snapshot-text.ts';
import { MemoryTenant } from './memory-tenant.ts';
import type { Tenant } from './tenant.ts';
import type { LoadOptions } from './tenant-columns.ts';

export type { LoadOptions } from './tenant-columns.ts';

/** Takes a whole tenant into memory. The snapshot was checked; it is read once. */
export function loadTenant(snapshot: Snapshot, options: LoadOptions = {}): Tenant {
  return new MemoryTenant(snapshot, options);
}
