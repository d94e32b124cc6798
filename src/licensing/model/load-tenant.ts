import type { Snapshot } from '../../graph/snapshot-text.ts';
import { type LoadOptions, MemoryTenant } from './memory-tenant.ts';

export type { LoadOptions } from './memory-tenant.ts';

import type { Tenant } from './tenant.ts';

/** Takes a whole tenant into memory. The snapshot was checked; it is read once. */
export function loadTenant(snapshot: Snapshot, options: LoadOptions = {}): Tenant {
  return new MemoryTenant(snapshot, options);
}
