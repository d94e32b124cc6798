import type { Permission } from '../core/authorization.ts';
import { permissionsFor, permissionsOf } from '../core/authorization.ts';
import type { ChangeRecord } from '../core/change-record.ts';
import type { Change } from '../core/licensing/change.ts';
import { invert } from '../core/licensing/invert.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { type Shown, shownOf } from '../core/licensing/shown.ts';
import type { TallyAbout } from '../core/licensing/tally.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Store } from '../store/store.ts';
import type { Foresight } from '../tenant/foresight.ts';
import type { ChangeRuns } from './change-runs.ts';
import type { Clock } from './clock.ts';
import type { Decision } from './decision.ts';

export interface ChangeToolsOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly runs: ChangeRuns;
  readonly foresight: Foresight;
  readonly clock: Clock;
}

/** What every decision looks at, at its moment. */
export interface ChangeTools {
  now(): string;
  simulate(changes: readonly Change[]): Outcome;
  /** What of an outcome is kept with the change that it is shown for. */
  shown(outcome: Outcome, about: TallyAbout): Shown;
  /** All that the changes need, when the person lacks any of it; else nothing. */
  missing(changes: readonly Change[], by: Actor): Promise<readonly Permission[]>;
  stale(record: ChangeRecord): Decision;
  /** What takes the changes back, as the tenant stands. */
  inverse(changes: readonly Change[]): readonly Change[];
  /** Changes desired state for a record that was stored as queued. */
  start(queued: ChangeRecord, by: Actor): Promise<Decision>;
}

export function changeTools({ directory, store, runs, foresight, clock }: ChangeToolsOptions): ChangeTools {
  const { tenant } = directory;
  const now = () => clock.now().toISOString();
  return {
    now,
    simulate: foresight.simulate,
    shown: (outcome, about) => shownOf(tenant, outcome, about),
    async missing(changes, by) {
      const held = permissionsOf(await directory.listDirectoryRoles(by.userId));
      const needed = permissionsFor(changes);
      return needed.every((permission) => held.has(permission)) ? [] : needed;
    },
    stale: (record) => ({ kind: 'stale', record: store.changes.get(record.number) ?? record }),
    inverse: (changes) => invert(tenant, changes),
    async start(queued, by) {
      const started = await runs.start(queued, by);
      return 'refusals' in started
        ? { kind: 'refused', record: queued, refusals: started.refusals }
        : { kind: 'applied', record: started };
    },
  };
}
