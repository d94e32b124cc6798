import type { ChangeRecord, OutcomeSummary, Progress, Step } from '../changes/change-record.ts';
import { planUndo } from '../changes/plan/plan-undo.ts';
import type { Actor, Directory, LaterAnswer } from '../directory/port.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import { concerned } from '../licensing/model/targets-of.ts';
import type { Rows } from '../licensing/model/tenant.ts';
import type { Moment, Records, Store } from '../store/store.ts';
import type { UserIndices } from '../tenant/foresight.ts';
import { inSlices } from '../tenant/slices.ts';
import type { Clock } from './clock.ts';
import type { Controller } from './controller.ts';
import { OVERTAKEN, unlessOvertaken } from './overtaken.ts';
import { type Before, RunMemory } from './run-memory.ts';

export interface ChangeRunsOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly controller: Controller;
  readonly clock: Clock;
  /** Hears why the end of a change could not be stored; it is tried again. */
  readonly onFault?: (number: number, error: unknown) => void;
}

/** A store that does not take the end of a change is asked again after this time. */
const RETRY_MS = 5_000;

/** Behind a long run, a small change has its end told no later than this. */
const LOOK_EVERY_MS = 500;

/** The kind of the news that a change has ended. */
export const END_NEWS = 'end';

/** What is to be begun. */
export interface Start {
  readonly changes: readonly Change[];
  /** Everybody for whom something follows. */
  readonly reached: UserIndices;
  readonly by: Actor;
  /** Moves the record to `queued`; undefined: somebody else was first, and nothing is done. */
  readonly begin: (records: Records) => Promise<ChangeRecord | undefined>;
  /** @see Moment */
  readonly still?: Moment['still'];
}

export type Started =
  | { readonly kind: 'started'; readonly record: ChangeRecord }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'overtaken' };

/** Changes that are taken one by one for a record. */
interface Each {
  readonly changes: readonly Change[];
  readonly by: Actor;
  readonly number: number;
}

/** The way of a change from its decision to its end. */
export class ChangeRuns {
  readonly #options: ChangeRunsOptions;
  readonly #memory: RunMemory;
  /** As they stand in the store: nobody else moves what runs. */
  readonly #running = new Map<number, ChangeRecord>();
  /** Those that are being begun. */
  #beginning = 0;
  #lookedAtMs = 0;
  readonly #retrying = new Set<number>();
  /** Whose outcome is being measured and stored, to be their end. */
  readonly #ending = new Map<number, Promise<void>>();
  /** Which of those that are taken back the directory has come to rest with. */
  readonly #rested = new Map<number, boolean>();
  readonly #listeners = new Set<(number: number) => void>();
  readonly #endListeners = new Set<(record: ChangeRecord) => void>();
  readonly #waiting = new Map<number, ((record: ChangeRecord) => void)[]>();

  constructor(options: ChangeRunsOptions) {
    this.#options = options;
    this.#memory = new RunMemory(options.directory.tenant, options.clock);
    options.controller.onEvent((event) => {
      if (event.type === 'faulted') return;
      const look = event.processed === event.total || this.#isLookDue();
      for (const number of this.#running.keys()) {
        // After a restart it is not known whom the change reaches beyond those it names: only rest is the end.
        if (look && (this.#memory.has(number) || event.type === 'settled')) void this.#finish(number);
        this.#moved(number);
      }
    });
    options.directory.later?.onAnswer((answer) => {
      this.#answered(answer).catch((error) => options.onFault?.(answer.request, error));
    });
    options.directory.later?.onStall(() => {
      for (const number of this.#running.keys()) this.#moved(number);
    });
  }

  /** Changes desired state, in one transaction with `begin`. */
  async start({ changes, reached, by, begin, still }: Start): Promise<Started> {
    const { directory, store } = this.#options;
    let memory: Before | undefined;
    let record: ChangeRecord | undefined;
    const before = async (records: Records) => {
      memory = this.#memory.take(changes, reached);
      record = await begin(records);
      if (record === undefined) throw OVERTAKEN;
    };
    const alongside = async (records: Records) => {
      record = record && ((await records.changes.advance(record, { state: 'running' })) ?? record);
    };
    const request = () => record?.number ?? 0;
    this.#beginning += 1;
    const refusals = await directory
      .change(changes, by, { before, alongside, request, still })
      .catch(unlessOvertaken)
      .finally(() => {
        this.#beginning -= 1;
      });
    if (refusals === undefined || (record === undefined && refusals.length === 0)) return { kind: 'overtaken' };
    if (record === undefined || memory === undefined || refusals.length > 0)
      return { kind: 'refused', refusals: refusals };
    const { number } = record;
    this.#memory.keep(number, memory);
    this.#running.set(number, record);
    await this.#finish(number);
    return { kind: 'started', record: (await store.changes.get(number)) ?? record };
  }

  /** Whether nobody remembers places of people for a change. */
  get isQuiet(): boolean {
    return this.#beginning === 0 && this.#running.size === 0;
  }

  /** Puts desired state back, in one transaction with its record; undefined when somebody else moved the record first. */
  async takeBack(record: ChangeRecord, by: Actor): Promise<ChangeRecord | undefined> {
    const { directory, store } = this.#options;
    const { number } = record;
    const changed = this.#memory.countChanged(number);
    let cancelling: ChangeRecord | undefined;
    const before = async (records: Records) => {
      cancelling = await records.changes.advance(record, { state: 'cancelling' }, by);
      if (cancelling === undefined) throw OVERTAKEN;
    };
    // What somebody changed meanwhile is theirs, and stays.
    const { changes } = planUndo(directory.tenant, record);
    const request = () => number;
    const refusals = await directory.change(changes, by, { before, request }).catch(unlessOvertaken);
    if (refusals === undefined) return undefined;
    cancelling ??= await store.changes.advance(record, { state: 'cancelling' }, by);
    if (cancelling === undefined) return undefined;
    this.#running.set(number, cancelling);
    if (refusals.length > 0) await this.#changeEach({ changes, by, number }, directory);
    this.#memory.putBack(number, changed);
    this.#moved(number);
    return cancelling;
  }

  /**
   * Goes on with what a restart interrupted; what had not begun is looked at by the scheduler. To be called before the
   * controller starts, so that no end is missed.
   */
  async resume(): Promise<void> {
    const { directory, store } = this.#options;
    for (const record of await store.changes.inState('running', 'cancelling')) {
      if (record.state === 'cancelling') {
        const { changes } = planUndo(directory.tenant, record);
        await this.#changeEach({ changes, by: record.requestedBy, number: record.number }, directory);
      }
      this.#running.set(record.number, record);
    }
  }

  /** Handles of rows that are remembered become those of what the tenant became. */
  readonly carry = (carryRows: (rows: Rows) => Rows): void => this.#memory.carry(carryRows);

  progressOf(record: ChangeRecord): Progress {
    const { total, processed, assigned, failed } = this.#standingOf(record);
    const stall = this.#options.directory.later?.stallIn(record.targetGroupIds);
    return { total, processed, assigned, failed, ...this.#memory.putBackOf(record), ...(stall && { stall }) };
  }

  /** How long ago this process began it; one that another process began is older than any. */
  ageMs(number: number): number {
    return this.#memory.ageMs(number);
  }

  /** Hears the number of each record whose state or progress moved. Returns how to stop. */
  onMove(listener: (number: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hears each record once, when it has ended. Returns how to stop. */
  onEnd(listener: (record: ChangeRecord) => void): () => void {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  /** Resolves when no end is being measured. What has come to rest is to be told as it was measured, also when the bot stops. */
  async measured(): Promise<void> {
    await Promise.all(this.#ending.values());
  }

  /** The record once it has ended. */
  async ended(number: number): Promise<ChangeRecord> {
    const record = await this.#options.store.changes.get(number);
    if (record !== undefined && !this.#running.has(number)) return record;
    return new Promise((resolve) => {
      this.#waiting.set(number, [...(this.#waiting.get(number) ?? []), resolve]);
    });
  }

  /** Each alone: how far a crash, or somebody else, let them get is not known, and what is so already is refused. */
  async #changeEach({ changes, by, number }: Each, directory: Directory): Promise<void> {
    for (const change of changes) await directory.change([change], by, { request: () => number });
  }

  /** A directory that answers later has done all of it, some of it or nothing. */
  async #answered({ request: number, changes, refused }: LaterAnswer): Promise<void> {
    const { store } = this.#options;
    const record = await store.changes.get(number);
    if (record?.state === 'running' && refused.length > 0) {
      const refusals = refused.map(({ refusal }) => refusal);
      if (refused.length === changes.length) {
        const ended = await this.#stepToEnd(record, { state: 'refused', finishedAt: this.#now(), refusals });
        this.#forget(number, ended ?? record);
        if (ended !== undefined) this.#tellEnd(ended);
        return;
      }
      const noted = await store.changes.advance(record, { refusals });
      if (noted !== undefined && this.#running.has(number)) this.#running.set(number, noted);
    }
    if (this.#running.has(number)) await this.#finish(number);
    this.#moved(number);
  }

  #forget(number: number, record: ChangeRecord): void {
    this.#running.delete(number);
    this.#rested.delete(number);
    this.#memory.forget(number);
    for (const resolve of this.#waiting.get(number) ?? []) resolve(record);
    this.#waiting.delete(number);
    this.#moved(number);
  }

  #standingOf(record: ChangeRecord) {
    const { groupIds, userIds } = concerned(record.changes);
    return this.#options.controller.progressOf(groupIds, userIds);
  }

  /**
   * Ends what has come to rest; the answer is to be waited for where that is done at once. A fault of the store harms nobody
   * who listens beside, and the end comes when it takes it.
   */
  #finish(number: number): Promise<void> | undefined {
    const { directory, clock } = this.#options;
    const record = this.#running.get(number);
    if (record === undefined || this.#ending.has(number) || directory.later?.isOpen(number)) return undefined;
    try {
      if (!this.#hasComeToRest(record)) return undefined;
      if (!this.#isSettled(record)) return undefined;
      // The end of a change is the moment at which it came to rest: what is measured is how people stand then.
      const finishedAt = this.#now();
      const real = inSlices(directory.tenant, clock, () => this.#memory.outcomeOf(record));
      const ending = this.#endWith(record, finishedAt, real);
      this.#ending.set(number, ending);
      return real instanceof Promise ? undefined : ending;
    } catch (error) {
      this.#finishLater(number, error);
      return undefined;
    }
  }

  #finishLater(number: number, error: unknown): void {
    this.#options.onFault?.(number, error);
    if (this.#retrying.has(number)) return;
    this.#retrying.add(number);
    void this.#options.clock.sleep(RETRY_MS).then(() => {
      this.#retrying.delete(number);
      void this.#finish(number);
    });
  }

  async #endWith(
    record: ChangeRecord,
    finishedAt: string,
    measured: OutcomeSummary | Promise<OutcomeSummary>,
  ): Promise<void> {
    const { number } = record;
    try {
      const hasEnded = await this.#end(record, finishedAt, await measured);
      this.#ending.delete(number);
      if (!hasEnded) await this.#finish(number);
    } catch (error) {
      this.#ending.delete(number);
      this.#finishLater(number, error);
    }
  }

  /** Whether nothing is left to end: somebody who cancelled it meanwhile has it end otherwise. */
  async #end(record: ChangeRecord, finishedAt: string, real: OutcomeSummary): Promise<boolean> {
    const { changes } = this.#options.store;
    const state = record.state === 'cancelling' ? 'cancelled' : 'finished';
    const ended = await this.#stepToEnd(record, { state, finishedAt, real });
    const found = ended ?? (await changes.get(record.number)) ?? record;
    if (found.state === 'running' || found.state === 'cancelling') {
      this.#running.set(record.number, found);
      return false;
    }
    this.#forget(record.number, found);
    this.#tellEnd(found);
    return true;
  }

  #tellEnd(record: ChangeRecord): void {
    for (const listener of this.#endListeners) listener(record);
  }

  /** Whoever waits for its end is to be told of it: both are written, or neither. */
  #stepToEnd(record: ChangeRecord, step: Step): Promise<ChangeRecord | undefined> {
    return this.#options.store.transaction(async ({ changes, outbox }) => {
      const ended = await changes.advance(record, step);
      if (ended !== undefined) await outbox.put(END_NEWS, ended.number, {});
      return ended;
    });
  }

  /** A directory that works by itself may still be doing what is taken back: only at its rest is it known who has what. */
  #hasComeToRest({ number, state, changes }: ChangeRecord): boolean {
    const { later } = this.#options.directory;
    if (later === undefined || state !== 'cancelling' || this.#rested.get(number) === true) return true;
    if (this.#rested.has(number)) return false;
    this.#rested.set(number, false);
    later.comesToRest(changes).then(
      () => {
        this.#rested.set(number, true);
        return this.#finish(number);
      },
      (error) => {
        this.#rested.delete(number);
        this.#finishLater(number, error);
      },
    );
    return false;
  }

  #isSettled(record: ChangeRecord): boolean {
    const { controller, directory } = this.#options;
    const { groupIds, userIds } = concerned(record.changes);
    const named = userIds.flatMap((id) => directory.tenant.findUser(id) ?? []);
    const reached = this.#memory.reachedBy(record.number);
    // Whom it reaches are mostly its groups' members, and to look for one of them who waits costs less.
    return controller.isSettled([], reached) && controller.isSettled(groupIds, named);
  }

  #isLookDue(): boolean {
    const nowMs = this.#options.clock.elapsedMs();
    if (nowMs - this.#lookedAtMs < LOOK_EVERY_MS) return false;
    this.#lookedAtMs = nowMs;
    return true;
  }

  #moved(number: number): void {
    for (const listener of this.#listeners) listener(number);
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}
