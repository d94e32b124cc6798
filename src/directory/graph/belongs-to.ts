import { StartFault } from '../../config/start-fault.ts';
import { isSameId } from '../../graph/ids.ts';
import type { Organization } from '../../graph/types.ts';
import type { Store } from '../../store/store.ts';

/**
 * A store is of one tenant: what it remembers of changes, approvals and people means nothing for another.
 * @throws StartFault where it is another one's
 */
export async function belongsTo(
  store: Store,
  { id, displayName }: Organization,
  embedded: Organization | undefined,
): Promise<void> {
  const known = store.kv<{ readonly id: string; readonly displayName: string }>('tenant');
  const owner = (await known.get('graph')) ?? (embedded && embeddedOwner(embedded));
  if (owner !== undefined && !isSameId(owner.id, id)) throw foreign(owner.displayName, displayName);
  await known.set('graph', { id, displayName });
}

/** The tenant of Graph whose store it is; undefined: it is none's of Graph. */
export async function ownerInGraph(store: Store): Promise<{ readonly displayName: string } | undefined> {
  return store.kv<{ readonly displayName: string }>('tenant').get('graph');
}

/** A tenant of our own has its people in the store, one of Graph has not. */
function embeddedOwner({ id, displayName }: Organization) {
  return { id: `embedded ${id}`, displayName: `the embedded tenant ${displayName}` };
}

function foreign(owner: string, tenant: string): StartFault {
  return new StartFault(
    `DATA_DIR: what is kept there is of ${owner}, not of ${tenant} in Microsoft Graph. Choose another DATA_DIR for it.`,
  );
}
