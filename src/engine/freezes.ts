import type { Actor } from '../directory/port.ts';
import type { Records, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** Nothing is applied meanwhile. Plain JSON; times are ISO 8601. */
export interface Freeze {
  readonly by: Actor;
  readonly since: string;
  /** Without it: until somebody lifts it. */
  readonly until?: string;
  readonly reason?: string;
}

/** The one freeze of the tenant, over restarts. Who may freeze is for the caller to ask. */
export interface Freezes {
  current(): Promise<Freeze | undefined>;
  /** The same within a transaction: no freeze comes between this look and what is written with it. */
  within(records: Pick<Records, 'values'>): Promise<Freeze | undefined>;
  /** Takes the place of a freeze that stands. */
  freeze(by: Actor, terms: Pick<Freeze, 'until' | 'reason'>): Promise<Freeze>;
  /** Answers what was lifted; undefined when nothing was frozen. */
  lift(by: Actor, reason: string | undefined): Promise<Freeze | undefined>;
}

const NAMESPACE = 'freezes';
const KEY = 'tenant';

interface FreezesOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** Object id of the tenant, as the audit log names it. */
  readonly tenantId: string;
}

export function freezes({ store, clock, tenantId }: FreezesOptions): Freezes {
  const now = () => clock.now().toISOString();

  async function within({ values }: Pick<Records, 'values'>): Promise<Freeze | undefined> {
    const freeze = await values<Freeze>(NAMESPACE).get(KEY);
    return freeze?.until !== undefined && freeze.until <= now() ? undefined : freeze;
  }

  const entry = (activity: string, actor: Actor, details: object) => ({
    time: now(),
    activity,
    actor,
    target: tenantId,
    details,
  });

  const current = () => within(store);

  return {
    current,
    within,
    async freeze(by, terms) {
      const freeze = { by, since: now(), ...terms };
      await store.transaction(async ({ audit, values }) => {
        await audit.append([entry('Changes frozen', by, terms)]);
        await values<Freeze>(NAMESPACE).put(KEY, freeze);
      });
      return freeze;
    },
    async lift(by, reason) {
      const freeze = await current();
      if (freeze === undefined) return undefined;
      await store.transaction(async ({ audit, values }) => {
        const details = { frozenBy: freeze.by, ...(reason === undefined ? {} : { reason }) };
        await audit.append([entry('Changes unfrozen', by, details)]);
        await values<Freeze>(NAMESPACE).remove(KEY);
      });
      return freeze;
    },
  };
}
