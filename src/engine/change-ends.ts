import type { ChangeRecord, OutcomeSummary, Step } from '../changes/change-record.ts';
import type { Directory } from '../directory/port.ts';
import type { Refusal } from '../licensing/change.ts';
import { concerned } from '../licensing/model/targets-of.ts';
import type { Store } from '../store/store.ts';
import { inSlices } from '../tenant/slices.ts';
import type { Clock } from './clock.ts';
import type { Controller } from './controller.ts';
import type { RunMemory } from './run-memory.ts';

export interface ChangeEndsOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly controller: Controller;
  readonly clock: Clock;
  readonly memory: RunMemory;
  /** Hears why the end of a change could not be stored; it is tried again. */
  readonly onFault?: (number: number, error: unknown) => void;
  /** Hears the number of what has ended. */
  readonly onMove: (number: number) => void;
}

/** A store that does not take the end of a change is asked again after this time. */
const RETRY_MS = 5_000;

/** The kind of the news that a change has ended. */
export const END_NEWS = 'end';

/** What runs until it has ended: measured at the moment of its rest, stored with its news, and told once. */
export class ChangeEnds {
  readonly #options: ChangeEndsOptions;
  /** As they stand in the store: nobody else moves what runs. */
  readonly #running = new Map<number, ChangeRecord>();
  readonly #retrying = new Set<number>();
  /** Whose outcome is being measured and stored, to be their end. */
  readonly #ending = new Map<number, Promise<void>>();
  /** Which of those that are taken back the directory has come to rest with. */
  readonly #rested = new Map<number, boolean>();
  readonly #listeners = new Set<(record: ChangeRecord) => void>();
  readonly #waiting = new Map<number, ((record: ChangeRecord) => void)[]>();

  constructor(options: ChangeEndsOptions) {
    this.#options = options;
  }

  get running(): Iterable<number> {
    return this.#running.keys();
  }

  get size(): number {
    return this.#running.size;
  }

  has(number: number): boolean {
    return this.#running.has(number);
  }

  /** It runs, and stands in the store like this. */
  keep(record: ChangeRecord): void {
    this.#running.set(record.number, record);
  }

  /** Ends what the directory did nothing of. */
  async refuse(record: ChangeRecord, refusals: readonly Refusal[]): Promise<void> {
    const ended = await this.#stepToEnd(record, { state: 'refused', finishedAt: this.#now(), refusals });
    this.#forget(record.number, ended ?? record);
    if (ended !== undefined) this.#tellEnd(ended);
  }

  /** Hears each record once, when it has ended. Returns how to stop. */
  onEnd(listener: (record: ChangeRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
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

  /**
   * Ends what has come to rest; the answer is to be waited for where that is done at once. A fault of the store harms nobody
   * who listens beside, and the end comes when it takes it.
   */
  finish(number: number): Promise<void> | undefined {
    const { directory, clock } = this.#options;
    const record = this.#running.get(number);
    if (record === undefined || this.#ending.has(number) || directory.later?.isOpen(number)) return undefined;
    try {
      if (!this.#hasComeToRest(record)) return undefined;
      if (!this.#isSettled(record)) return undefined;
      // The end of a change is the moment at which it came to rest: what is measured is how people stand then.
      const finishedAt = this.#now();
      const real = inSlices(directory.tenant, clock, () => this.#options.memory.outcomeOf(record));
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
      void this.finish(number);
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
      if (!hasEnded) await this.finish(number);
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

  #forget(number: number, record: ChangeRecord): void {
    this.#running.delete(number);
    this.#rested.delete(number);
    this.#options.memory.forget(number);
    for (const resolve of this.#waiting.get(number) ?? []) resolve(record);
    this.#waiting.delete(number);
    this.#options.onMove(number);
  }

  /** Whoever waits for its end is to be told of it: both are written, or neither. */
  #stepToEnd(record: ChangeRecord, step: Step): Promise<ChangeRecord | undefined> {
    return this.#options.store.transaction(async ({ changes, outbox }) => {
      const ended = await changes.advance(record, step);
      if (ended !== undefined) await outbox.put(END_NEWS, ended.number, {});
      return ended;
    });
  }

  #tellEnd(record: ChangeRecord): void {
    for (const listener of this.#listeners) listener(record);
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
        return this.finish(number);
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
    const reached = this.#options.memory.reachedBy(record.number);
    // Whom it reaches are mostly its groups' members, and to look for one of them who waits costs less.
    return controller.isSettled([], reached) && controller.isSettled(groupIds, named);
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}
