import type { Permission } from '../changes/authorization.ts';
import { permissionsFor, permissionsOf } from '../changes/authorization.ts';
import type { ChangeRecord, Step } from '../changes/change-record.ts';
import { isPaused, nextOf } from '../changes/schedule.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Change } from '../licensing/change.ts';
import { invert } from '../licensing/model/invert.ts';
import { peopleLetGo } from '../licensing/model/kept.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { refusedBack } from '../licensing/model/way-back.ts';
import { type Foreseen, isRefused, type Refused, supposedOf } from '../licensing/outcome/foreseen.ts';
import type { Preview } from '../licensing/outcome/preview.ts';
import type { TallyAbout } from '../licensing/outcome/tally.ts';
import type { AuditActor } from '../store/audit.ts';
import type { Records, Store } from '../store/store.ts';
import type { Foresight, UserIndices } from '../tenant/foresight.ts';
import type { ChangeRuns } from './change-runs.ts';
import type { Clock } from './clock.ts';
import type { Decision } from './decision.ts';
import { type Freeze, type Freezes, freezes } from './freezes.ts';
import { OVERTAKEN } from './overtaken.ts';

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
  /** While one stands, nothing begins. */
  readonly freezes: Freezes;
  /** What the changes would do, told of what is asked for: a fix may come with that. */
  foresee(changes: readonly Change[], about: TallyAbout): Promise<Foreseen | Refused>;
  /** The same, with what it takes to begin them or to ask a second person about them. */
  weigh(changes: readonly Change[], about: TallyAbout): Promise<Weighed | Refused>;
  /**
   * Has what was asked decided on while it stands: asks again when the tenant has moved before the decision is stored. What
   * `act` decides is stored in one transaction, to which it gives `still`; whatever it read is covered by versions.
   */
  whileItStands<A, T>(ask: () => Promise<A>, act: (answer: A, still: Still) => Promise<T>): Promise<T>;
  /** All that the changes need, when the person lacks any of it; else nothing. */
  missing(changes: readonly Change[], by: Actor): Promise<readonly Permission[]>;
  stale(record: ChangeRecord): Promise<Decision>;
  /**
   * Begins a change: its record moves on and desired state changes in one transaction, or neither does. Who pressed and
   * is told of a fault can press again, and nothing is done later that was told to have failed. Answers `frozen` where a
   * freeze stands at that moment.
   */
  begin(beginning: Beginning): Promise<Decision>;
  /** What was planned as that change does not come: something else was decided in its place. */
  endPlanned(records: Records, number: number | undefined, by: AuditActor): Promise<void>;
}

/** Throws when the tenant has moved since: see `whileItStands`. */
export type Still = () => void;

/** Undoes a decision that rests on what has moved. */
const MOVED = new Error('the tenant has moved since this was foreseen');

/** What changes would do, at the moment when they are decided on. */
export interface Weighed extends Foreseen {
  /** As a second person is told of them. */
  readonly request: Preview;
  /** Everybody for whom something follows. */
  readonly reached: UserIndices;
}

type Alongside = (record: ChangeRecord, records: Records) => Promise<unknown>;

export interface Beginning {
  /** Asked for within the transaction. */
  readonly record: (records: Records) => ChangeRecord | Promise<ChangeRecord>;
  readonly changes: readonly Change[];
  /** Everybody for whom something follows: whom the end of the change waits for. */
  readonly reached: UserIndices;
  /** What the record gets beside what being begun brings. */
  readonly patch?: Step;
  /** In whose name desired state changes. */
  readonly by: Actor;
  /** Who took the step, where that is neither who asked nor who approved. */
  readonly actor?: AuditActor;
  /** Written with it. */
  readonly alongside?: Alongside | undefined;
  /** Written with its end, where the directory does not take it. */
  readonly refused?: Alongside | undefined;
  /** Where it was decided on what was foreseen. */
  readonly still?: Still | undefined;
}

export function changeTools({ directory, store, runs, foresight, clock }: ChangeToolsOptions): ChangeTools {
  const { tenant } = directory;
  const now = () => clock.now().toISOString();
  const frozen = freezes({ store, clock, tenantId: tenant.organization.id });

  /** What is taken back goes on in no more stages, and is not taken back by itself once more. */
  async function endPlanned({ changes }: Records, number: number | undefined, by: AuditActor): Promise<void> {
    const whole = number === undefined ? undefined : await changes.get(number);
    if (whole === undefined || (nextOf(whole) === undefined && !isPaused(whole))) return;
    await changes.advance(whole, unscheduled(whole, now()), by);
  }

  return {
    now,
    endPlanned,
    freezes: frozen,
    foresee: (changes, about) => foresight.foresee(supposedOf(about, changes)),
    async weigh(changes, about) {
      const supposed = supposedOf(about, changes);
      const foreseen = await foresight.foresee(supposed);
      if (isRefused(foreseen)) return foreseen;
      const [request, reached] = await Promise.all([
        foresight.requestPreview(supposed),
        foresight.placesReached(changes),
      ]);
      return { ...foreseen, request, reached };
    },
    async whileItStands(ask, act) {
      for (;;) {
        const { standing } = foresight;
        const still = () => {
          if (foresight.standing !== standing) throw MOVED;
        };
        try {
          const answer = await ask();
          still();
          return await act(answer, still);
        } catch (error) {
          if (error !== MOVED) throw error;
        }
      }
    },
    async missing(changes, by) {
      const held = permissionsOf(await directory.listDirectoryRoles(by.userId));
      const needed = permissionsFor(changes);
      return needed.every((permission) => held.has(permission)) ? [] : needed;
    },
    stale: async (record) => ({ kind: 'stale', record: (await store.changes.get(record.number)) ?? record }),
    async begin({ record, changes, reached, patch, by, actor, alongside, refused, still }) {
      let from: ChangeRecord | undefined;
      let freeze: Freeze | undefined;
      // Not later than what the log says of it: "before this change" is before all of it.
      const appliedAt = now();
      const begin = async (records: Records) => {
        still?.();
        freeze = await frozen.within(records);
        if (freeze !== undefined) throw OVERTAKEN;
        from = await record(records);
        const begun = { state: 'queued' as const, ...takingBack(tenant, changes, appliedAt), appliedAt };
        const queued = await records.changes.advance(from, { ...patch, changes, ...begun }, actor);
        if (queued === undefined) return undefined;
        await alongside?.(queued, records);
        await endPlanned(records, queued.undoes, actor ?? by);
        await endPlanned(records, queued.replaces, actor ?? by);
        return queued;
      };
      const started = await runs.start({ changes, reached, by, begin, still });
      if (started.kind === 'started') return { kind: 'applied', record: started.record };
      if (freeze !== undefined) return { kind: 'frozen', freeze };
      if (started.kind === 'overtaken') {
        const asked = from ?? (await record(store));
        return { kind: 'stale', record: (await store.changes.get(asked.number)) ?? asked };
      }
      const { refusals } = started;
      return store.transaction(async (records) => {
        const asked = await record(records);
        const ended = await records.changes.advance(asked, { state: 'refused', finishedAt: now() });
        if (ended !== undefined) await refused?.(ended, records);
        return { kind: 'refused', record: asked, refusals };
      });
    },
  };
}

/** Nothing more of it happens by itself: what waits for its time, or for its next stage, ends. */
export function unscheduled({ state, schedule }: ChangeRecord, now: string): Step {
  const over = schedule && { schedule: { ...schedule, over: true as const } };
  return state === 'scheduled' ? { state: 'dismissed', finishedAt: now, ...over } : { ...over };
}

/** What takes the changes back, as the tenant stands, whether something does not come back by it, or nothing would. */
function takingBack(
  tenant: Tenant,
  changes: readonly Change[],
  now: string,
): Pick<ChangeRecord, 'inverse' | 'letsGo' | 'noWayBack'> {
  const letsGo = changes.some((change) => peopleLetGo(tenant, change).length > 0);
  const noWayBack = refusedBack(tenant, changes, now).length > 0;
  return { inverse: invert(tenant, changes), ...(letsGo ? { letsGo } : {}), ...(noWayBack ? { noWayBack } : {}) };
}
