import type { ChangeRecord, Progress } from '../changes/change-record.ts';
import { planUndo } from '../changes/plan/plan-undo.ts';
import type { Actor, Directory, LaterAnswer } from '../directory/port.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import { concerned } from '../licensing/model/targets-of.ts';
import type { Rows } from '../licensing/model/tenant.ts';
import type { Moment, Records } from '../store/store.ts';
import type { UserIndices } from '../tenant/foresight.ts';
import { ChangeEnds, type ChangeEndsOptions } from './change-ends.ts';
import { OVERTAKEN, unlessOvertaken } from './overtaken.ts';
import { type BeforeRun, RunMemory } from './run-memory.ts';

type ChangeRunsOptions = Omit<ChangeEndsOptions, 'memory' | 'onMove'>;

/** Behind a long run, a small change has its end told no later than this. */
const LOOK_EVERY_MS = 500;

/** What is to be begun. */
interface Start {
  readonly changes: readonly Change[];
  /** Everybody for whom something follows. */
  readonly reached: UserIndices;
  readonly by: Actor;
  /** Moves the record to `queued`; undefined: somebody else was first, and nothing is done. */
  readonly begin: (records: Records) => Promise<ChangeRecord | undefined>;
  /** @see Moment */
  readonly still?: Moment['still'];
}

type Started =
  | { readonly kind: 'started'; readonly record: ChangeRecord }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'overtaken' };

/** Changes that are taken one by one for a record. */
interface Each {
  readonly changes: readonly Change[];
  readonly by: Actor;
  readonly number: number;
}

/** The way of a change from its decision until it is at rest; `ChangeEnds` has its end. */
export class ChangeRuns {
  readonly #options: ChangeRunsOptions;
  readonly #memory: RunMemory;
  readonly #ends: ChangeEnds;
  /** Those that are being begun. */
  #beginning = 0;
  #lookedAtMs = 0;
  readonly #listeners = new Set<(number: number) => void>();

  constructor(options: ChangeRunsOptions) {
    this.#options = options;
    this.#memory = new RunMemory(options.directory.tenant, options.clock);
    this.#ends = new ChangeEnds({ ...options, memory: this.#memory, onMove: (number) => this.#moved(number) });
    options.controller.onEvent((event) => {
      if (event.type === 'faulted') return;
      const look = event.processed === event.total || this.#isLookDue();
      for (const number of this.#ends.running) {
        // After a restart it is not known whom the change reaches beyond those it names: only rest is the end.
        if (look && (this.#memory.has(number) || event.type === 'settled')) void this.#ends.finish(number);
        this.#moved(number);
      }
    });
    options.directory.later?.onAnswer((answer) => {
      this.#answered(answer).catch((error) => options.onFault?.(answer.request, error));
    });
    options.directory.later?.onStall(() => {
      for (const number of this.#ends.running) this.#moved(number);
    });
  }

  /** Changes desired state, in one transaction with `begin`. */
  async start({ changes, reached, by, begin, still }: Start): Promise<Started> {
    const { directory, store } = this.#options;
    let memory: BeforeRun | undefined;
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
    this.#ends.keep(record);
    await this.#ends.finish(number);
    return { kind: 'started', record: (await store.changes.get(number)) ?? record };
  }

  /** Whether nobody remembers places of people for a change. */
  get isQuiet(): boolean {
    return this.#beginning === 0 && this.#ends.size === 0;
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
    this.#ends.keep(cancelling);
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
      this.#ends.keep(record);
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
    return this.#ends.onEnd(listener);
  }

  /** Resolves when no end is being measured. What has come to rest is to be told as it was measured, also when the bot stops. */
  measured(): Promise<void> {
    return this.#ends.measured();
  }

  /** The record once it has ended. */
  ended(number: number): Promise<ChangeRecord> {
    return this.#ends.ended(number);
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
        await this.#ends.refuse(record, refusals);
        return;
      }
      const noted = await store.changes.advance(record, { refusals });
      if (noted !== undefined && this.#ends.has(number)) this.#ends.keep(noted);
    }
    if (this.#ends.has(number)) await this.#ends.finish(number);
    this.#moved(number);
  }

  #standingOf(record: ChangeRecord) {
    const { groupIds, userIds } = concerned(record.changes);
    return this.#options.controller.progressOf(groupIds, userIds);
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
}
