import type { ChangeRecord, OutcomeSummary, Progress } from '../changes/change-record.ts';
import type { Change } from '../licensing/change.ts';
import { countChanged } from '../licensing/model/count-changed.ts';
import { type RowsBefore, rowsNow } from '../licensing/model/rows-before.ts';
import { concerned } from '../licensing/model/targets-of.ts';
import type { Rows, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import { firstRows, measureOutcome, type StateBefore, stateBefore } from '../licensing/outcome/measure.ts';
import { summarize } from '../licensing/outcome/summarize.ts';
import type { Steps } from '../licensing/steps.ts';
import type { UserIndices } from '../tenant/foresight.ts';
import type { Clock } from './clock.ts';

/** What is remembered of the tenant before a change. */
export interface BeforeRun {
  readonly state: StateBefore;
  readonly rows: RowsBefore;
  /** Everybody whom the outcome reaches, also by a seat that comes free: whom the change's end waits for. */
  readonly reached: UserIndices;
  /** @see Clock.elapsedMs */
  readonly sinceMs: number;
}

/** The tenant before each change that runs: to tell its real outcome, and how far it is taken back. Lost with the process. */
export class RunMemory {
  readonly #tenant: Tenant;
  readonly #clock: Pick<Clock, 'elapsedMs'>;
  readonly #before = new Map<number, BeforeRun>();
  /** How many people had changed when a change began to be taken back. */
  readonly #toPutBack = new Map<number, number>();

  constructor(tenant: Tenant, clock: Pick<Clock, 'elapsedMs'>) {
    this.#tenant = tenant;
    this.#clock = clock;
  }

  /** To be taken before the changes are: in the same turn. */
  take(changes: readonly Change[], reached: UserIndices): BeforeRun {
    const tenant = this.#tenant;
    const { groupIds, userIds } = concerned(changes);
    const members = groupIds.flatMap((id) => {
      const group = tenant.findGroup(id);
      return group === undefined ? [] : [tenant.members(group)];
    });
    const named = userIds.flatMap((id) => tenant.findUser(id) ?? []);
    const state = stateBefore(tenant, changes);
    const rows = rowsNow(tenant, [...members, named, reached, [...state.rows.keys()]]);
    return { state, rows, reached, sinceMs: this.#clock.elapsedMs() };
  }

  keep(number: number, before: BeforeRun): void {
    this.#before.set(number, before);
  }

  forget(number: number): void {
    this.#before.delete(number);
    this.#toPutBack.delete(number);
  }

  /** False: another process began the change. */
  has(number: number): boolean {
    return this.#before.has(number);
  }

  /** Nobody, where that is not known. */
  reachedBy(number: number): Iterable<UserIndex> {
    return this.#before.get(number)?.reached ?? [];
  }

  /** How long ago this process began it; one that another process began is older than any. */
  ageMs(number: number): number {
    const sinceMs = this.#before.get(number)?.sinceMs;
    return sinceMs === undefined ? Number.POSITIVE_INFINITY : this.#clock.elapsedMs() - sinceMs;
  }

  /** How many people have changed since: undefined where that is not known. */
  countChanged(number: number): number | undefined {
    const before = this.#before.get(number);
    return before && countChanged(this.#tenant, before.rows);
  }

  /** So many people have changed and are put back from now on. */
  putBack(number: number, people: number | undefined): void {
    if (people !== undefined) this.#toPutBack.set(number, people);
  }

  putBackOf({ number, state }: ChangeRecord): Pick<Progress, 'putBack'> {
    const [changed, of] = [this.countChanged(number), this.#toPutBack.get(number)];
    if (state !== 'cancelling' || changed === undefined || of === undefined) return {};
    return { putBack: { done: of - Math.min(of, changed), of } };
  }

  /** Without a memory of before, after a restart, what changed for each person is not known: only how they stand. */
  *outcomeOf(record: ChangeRecord): Steps<OutcomeSummary> {
    const tenant = this.#tenant;
    const before = this.#before.get(record.number);
    const state = before?.state ?? stateBefore(tenant, record.changes);
    const outcome = yield* measureOutcome(tenant, state, before?.rows ?? firstRows(tenant, state, []));
    if (tenant.isPauseDue) yield;
    const summary = summarize(tenant, outcome, record);
    return before === undefined ? unmeasured(summary) : summary;
  }

  /** Handles of rows that are remembered become those of what the tenant became. */
  carry(carryRows: (rows: Rows) => Rows): void {
    for (const [number, before] of this.#before) {
      const ofState = new Map([...before.state.rows].map(([user, was]) => [user, carryRows(was)] as const));
      const rows = before.rows.rows.map((was) => carryRows(was as Rows));
      this.#before.set(number, {
        ...before,
        state: { ...before.state, rows: ofState },
        rows: { ...before.rows, rows },
      });
    }
  }
}

/** How people stand, without what changed for each of them. */
function unmeasured({ changed, gaining, losing, failedBefore, ...summary }: OutcomeSummary): OutcomeSummary {
  return { ...summary, measured: false };
}
