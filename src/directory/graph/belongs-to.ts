import type { Organization } from '../../core/graph.ts';
import { isSameId } from '../../core/ids.ts';
import { StartFault } from '../../start-fault.ts';
import type { Store } from '../../store/store.ts';

/**
 * A store is of one tenant: what it remembers of changes, approvals and people means nothing for another.
 * @throws StartFault where it is another one's
 */
export async function belongsTo(store: Store, { id, displayName }: Organization): Promise<void> {
  const known = store.kv<{ readonly id: string; readonly displayName: string }>('tenant');
  const owner = (await known.get('graph')) ?? embeddedIn(store);
  if (owner !== undefined && !isSameId(owner.id, id)) throw foreign(owner.displayName, displayName);
  await known.set('graph', { id, displayName });
}

/** The tenant of Graph whose store it is; undefined: it is none's of Graph. */
export async function ownerInGraph(store: Store): Promise<{ readonly displayName: string } | undefined> {
  return store.kv<{ readonly displayName: string }>('tenant').get('graph');
}

/** A tenant of our own has its people in the store, one of Graph has not. */
function embeddedIn(store: Store): { readonly id: string; readonly displayName: string } | undefined {
  const organization = store.tenant.snapshot()?.organization;
  if (organization === undefined) return undefined;
  return { id: `embedded ${organization.id}`, displayName: `the embedded tenant ${organization.displayName}` };
}

function foreign(owner: string, tenant: string): StartFault {
  return new StartFault(
    `DATA_DIR: what is kept there is of ${owner}, not of ${tenant} in Microsoft Graph. Choose another DATA_DIR for it.`,
  );
}
