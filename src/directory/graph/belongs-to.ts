import type { Organization } from '../../core/graph.ts';
import { isSameId } from '../../core/ids.ts';
import type { Store } from '../../store/store.ts';
import { DirectoryError } from '../port.ts';

/**
 * A store is of one tenant: what it remembers of changes, approvals and people means nothing for another.
 * @throws DirectoryError where it is another one's
 */
export async function belongsTo(store: Store, { id, displayName }: Organization): Promise<void> {
  const known = store.kv<{ readonly id: string; readonly displayName: string }>('tenant');
  const owner = (await known.get('graph')) ?? embeddedIn(store);
  if (owner !== undefined && !isSameId(owner.id, id)) throw foreign(owner.displayName, displayName);
  await known.set('graph', { id, displayName });
}

/** A tenant of our own has its people in the store, one of Graph has not. */
function embeddedIn(store: Store): { readonly id: string; readonly displayName: string } | undefined {
  const organization = store.tenant.snapshot()?.organization;
  if (organization === undefined) return undefined;
  return { id: `embedded ${organization.id}`, displayName: `the embedded tenant ${organization.displayName}` };
}

function foreign(owner: string, tenant: string): DirectoryError {
  return new DirectoryError(
    'Forbidden',
    `DATA_DIR: what is kept there is of ${owner}, not of ${tenant}. Choose another DATA_DIR for it.`,
  );
}
