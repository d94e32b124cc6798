import type { Clock } from '../../engine/clock.ts';
import type { Logger } from '../../observe/log.ts';
import { StoreFault } from '../../store/fault.ts';
import type { Tenancy } from './tenancy.ts';

/** What cannot be opened is not tried again before. */
const AFTER_FAULT_MS = 10_000;

/** A tenant that this process takes, has, or gives free. */
export interface Here {
  /** Undefined until it works, and from when it ends. */
  tenancy: Tenancy | undefined;
  readonly opening: Promise<unknown>;
  ending?: Promise<void>;
}

export interface HoldingsOptions {
  readonly clock: Pick<Clock, 'elapsedMs'>;
  readonly log: Logger;
  readonly open: (tenant: string, abandoned: number | undefined) => Promise<Tenancy>;
  readonly isLeaving: () => boolean;
}

/** The tenants of one process, and those that it could not open. */
export function holdings({ clock, log, open, isLeaving }: HoldingsOptions) {
  const all = new Map<string, Here>();
  const faults = new Map<string, { readonly error: unknown; readonly untilMs: number }>();

  /** Resolves when it is here, or is not to be had. */
  function take(tenant: string, abandoned?: number): Promise<unknown> {
    const known = all.get(tenant);
    if (known !== undefined) return known.opening;
    const opening = open(tenant, abandoned).then(
      (tenancy) => {
        here.tenancy = tenancy;
        log.info('tenant taken', { tenant });
        if (isLeaving()) void end(tenant, here);
      },
      (error) => {
        all.delete(tenant);
        // Another process was first, or the database is away: neither is the tenant's fault.
        if (error instanceof StoreFault && (error.code === 'InUse' || error.code === 'Io')) return;
        faults.set(tenant, { error, untilMs: clock.elapsedMs() + AFTER_FAULT_MS });
        log.error('tenant not opened', { tenant, error: String(error) });
      },
    );
    const here: Here = { tenancy: undefined, opening };
    all.set(tenant, here);
    return opening;
  }

  /** Once, however often it is asked for. */
  function end(tenant: string, here: Here): Promise<void> {
    const { tenancy } = here;
    here.ending ??= (async () => {
      here.tenancy = undefined;
      await tenancy?.close().catch((error) => log.error('not closed well', { tenant, error: String(error) }));
      all.delete(tenant);
      log.info('tenant let go', { tenant });
    })();
    return here.ending;
  }

  function faultOf(tenant: string): { readonly error: unknown } | undefined {
    const fault = faults.get(tenant);
    if (fault === undefined || clock.elapsedMs() < fault.untilMs) return fault;
    faults.delete(tenant);
    return undefined;
  }

  return { all, take, end, faultOf };
}
