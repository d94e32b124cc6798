import type { Clock } from '../../engine/clock.ts';
import type { Logger } from '../../observe/log.ts';
import type { Owner } from '../../store/postgres/claim.ts';
import type { Fleet } from '../../store/postgres/fleet.ts';
import { absences } from './absences.ts';
import { holdings } from './holdings.ts';
import type { Tenancy } from './tenancy.ts';

/** Whose claim nobody has is looked for so often. */
export const LOOKED_EVERY_MS = 250;
/** A tenant that nobody spoke to for so long is let rest. */
export const ASLEEP_AFTER_MS = 10 * 60_000;
/** Tenants that are taken at once where nobody spoke to them: other processes take as many. */
const TAKEN_AT_ONCE = 2;
const LOOKED_FOR_SLEEP_EVERY_MS = 30_000;

/** Who answers for a tenant: this process, another one, or nobody as it cannot be opened. */
export type Whereabouts =
  | { readonly kind: 'here'; readonly tenancy: Tenancy }
  | { readonly kind: 'there'; readonly owner: Owner }
  | { readonly kind: 'fault'; readonly error: unknown };

/** The tenants of a fleet, as one process has them. */
export interface Tenants {
  /** Takes it where nobody has it. Undefined: that is being decided, so ask again. */
  find(tenant: string): Promise<Whereabouts | undefined>;
  /** Those that are here and work. */
  here(): readonly Tenancy[];
  at(tenant: string): Tenancy | undefined;
  /** Takes what nobody has, and lets go of what sleeps and of what was lost. */
  start(): void;
  /** Gives all of them free, and takes none any more. */
  leave(): Promise<void>;
}

interface TenantsOptions {
  readonly fleet: Pick<Fleet, 'awake' | 'ownerOf' | 'rest'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** One that is allowed. */
  readonly isOurs: (tenant: string) => boolean;
  /** Where other processes reach this one. */
  readonly address: () => string;
  readonly open: (tenant: string, abandoned: number | undefined) => Promise<Tenancy>;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
  /** One that nobody spoke to for so long is let rest. */
  readonly asleepAfterMs: number;
}

export function tenants(options: TenantsOptions): Tenants {
  const { fleet, clock, log, isOurs, open } = options;
  const leaving = new AbortController();
  const held = holdings({ clock, log, open, isLeaving: () => leaving.signal.aborted });
  const { all, take, end, faultOf } = held;
  const abandonedBy = absences(clock);

  /** What nobody has, in an order of this process's own. */
  async function takeAbandoned(): Promise<void> {
    const found = [...(await fleet.awake())].filter(([tenant]) => isOurs(tenant) && !all.has(tenant));
    const free = found.flatMap(([tenant, owner]) => {
      const abandoned = owner && abandonedBy(tenant, owner);
      const isFree = (owner === undefined || abandoned !== undefined) && faultOf(tenant) === undefined;
      return isFree ? [{ tenant, abandoned }] : [];
    });
    const next = free.sort(() => options.random() - 0.5).slice(0, TAKEN_AT_ONCE);
    if (!leaving.signal.aborted) await Promise.all(next.map((one) => take(one.tenant, one.abandoned)));
    if (free.length > next.length && !leaving.signal.aborted) await takeAbandoned();
  }

  async function letSleep(): Promise<void> {
    for (const [tenant, here] of all) {
      if (leaving.signal.aborted || here.tenancy === undefined) continue;
      if (!(await here.tenancy.isAsleep(options.asleepAfterMs))) continue;
      await fleet.rest(tenant);
      // Whoever spoke meanwhile finds it again.
      await end(tenant, here);
    }
  }

  async function again(everyMs: number, look: () => Promise<void>): Promise<void> {
    for (; !leaving.signal.aborted; await clock.sleep(everyMs, leaving.signal))
      await look().catch((error) => log.warn('tenants not looked for', { error: String(error) }));
  }

  async function dropLost(): Promise<void> {
    for (const [tenant, here] of all) if (here.tenancy?.lost.aborted) void end(tenant, here);
  }

  return {
    here: () => [...all.values()].flatMap(({ tenancy }) => tenancy ?? []),
    at: (tenant) => all.get(tenant)?.tenancy,
    async find(tenant) {
      const here = all.get(tenant);
      if (here !== undefined) {
        await here.opening;
        const { tenancy } = here;
        if (tenancy !== undefined && !tenancy.lost.aborted) return { kind: 'here', tenancy };
      }
      const fault = faultOf(tenant);
      if (fault !== undefined) return { kind: 'fault', error: fault.error };
      const owner = await fleet.ownerOf(tenant);
      if (owner?.address !== undefined && owner.address !== options.address()) return { kind: 'there', owner };
      if (leaving.signal.aborted || all.has(tenant) || owner !== undefined) return undefined;
      await take(tenant);
      const tenancy = all.get(tenant)?.tenancy;
      return tenancy && { kind: 'here', tenancy };
    },
    start() {
      void again(LOOKED_EVERY_MS, takeAbandoned);
      void again(LOOKED_EVERY_MS, dropLost);
      void again(LOOKED_FOR_SLEEP_EVERY_MS, letSleep);
    },
    async leave() {
      leaving.abort();
      await Promise.all([...all].map(([tenant, here]) => here.opening.then(() => end(tenant, here))));
    },
  };
}
