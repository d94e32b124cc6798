import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { Organization } from '../../graph/types.ts';
import type { SqliteStore } from '../../store/sqlite/open-store.ts';
import { type RunRecords, runs } from './runs.ts';
import { tenantSnapshot } from './tenant-snapshot.ts';
import { type TenantTables, tenantTables } from './tenant-tables.ts';

/**
 * The embedded tenant's tables. Transactions of the store change them too, so that what changes in the tenant, its audit
 * records and the step of the change that asked for it are one transaction.
 */
export interface EmbeddedStore {
  readonly tenant: TenantTables;
  readonly runs: RunRecords;
  readonly audit: SqliteStore['log'];
  /** All of `work`, which must not await, or nothing of it. For whoever has the store to themselves. */
  transaction<T>(work: () => T): T;
  /** @see SqliteStore */
  readonly exclusively: SqliteStore['exclusively'];
}

export function embeddedStore({ database, log, exclusively }: SqliteStore): EmbeddedStore {
  return {
    tenant: tenantTables(database),
    runs: runs(database),
    audit: log,
    transaction: (work) => database.transaction(work),
    exclusively,
  };
}

/** The tenant in a store that was opened to be read, all of it as of one moment: a bot may be writing it. */
export function storedTenant({ database }: SqliteStore): Snapshot | undefined {
  database.readOneMoment();
  return tenantSnapshot(database);
}

/** The organization of the embedded tenant, if the store holds one. */
export function embeddedOrganization({ database }: SqliteStore): Organization | undefined {
  return tenantSnapshot(database)?.organization;
}
