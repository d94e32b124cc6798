import type { ChangeDraft, ChangeRecord, ChangeState, RecordIn, Step } from '../changes/change-record.ts';
import type { AuditActor, AuditEntry, AuditRecord } from './audit.ts';

/**
 * What every deployment must not lose, whatever database has it; `test/store/contract.ts` runs against each. Whoever reads sees
 * what was committed, and all that was committed before they asked. A store that cannot answer rejects with a `StoreFault`.
 */
export interface Store extends Records {
  /** As `Records.transaction`, and at which moment. */
  transaction<T>(work: (records: Records) => Promise<T>, moment?: Moment<T>): Promise<T>;
  /** A namespace of what may be last-writer-wins. */
  kv<Value>(namespace: string): KeyValue<Value>;
  /** Rejects when the store does not answer or does not take what is written. */
  check(): Promise<void>;
  /** The whole audit chain, from its start; with `published`, also that the record of this hash is still in it. */
  verifyAudit(published?: string): Promise<AuditVerdict>;
  /** The same a slice at a time: whoever reads on lets others go first between them. */
  verifyAuditInSlices(): AsyncGenerator<undefined, AuditVerdict>;
  close(): Promise<void>;
}

/** What is written together: by the store itself each call alone, within a transaction all of it or nothing. */
export interface Records {
  readonly changes: Changes;
  readonly audit: AuditLog;
  readonly outbox: Outbox;
  values<Value>(namespace: string): Values<Value>;
  /**
   * All of `work` durably, or nothing of it when it rejects: then nobody has seen anything of it. Transactions come one after
   * the other. `work` uses the records that it is given, not the store, and awaits nothing else: everybody who writes waits
   * for it. Within a transaction, a part of that one.
   */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** The turn of the event loop in which a transaction is committed. */
export interface Moment<T = unknown> {
  /**
   * Asked when all of the work is done, right before it is committed: what it throws undoes the work. So what was decided on
   * something that the store does not hold, a tenant in memory say, is not stored when that has moved meanwhile.
   */
  readonly still?: (() => void) | undefined;
  /** Told when all of it is on disk, before anybody else writes: what is in memory follows. */
  readonly committed?: (result: T) => void;
}

/** What people asked for. A record changes by one compare-and-set: of any number at once, one wins. */
export interface Changes {
  /** Kept under the next free number, as version 1. */
  create(draft: ChangeDraft): Promise<ChangeRecord>;
  get(number: number): Promise<ChangeRecord | undefined>;
  /**
   * The record after the step, as its next version, provided that it is still the version that `from` is; undefined when
   * somebody else was first. Its step stands in the audit log with it. `by`: who took the step, where that is neither who
   * asked nor who approved.
   */
  advance(from: ChangeRecord, step: Step, by?: AuditActor): Promise<ChangeRecord | undefined>;
  /**
   * Forgets previews that nobody decided since then, also where another took their place, and those that offer fixes and were left
   * alone since then: the oldest first, at most so many. Answers their numbers, which nothing else ever gets: the newest change stays.
   */
  dropPreviews(
    times: { readonly undecidedSince: string; readonly offeredSince: string },
    limit: number,
  ): Promise<readonly number[]>;
  /** Of those that are there: a glance at many, which reads none of them. */
  versionsOf(numbers: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Oldest first. */
  inState<State extends ChangeState>(...states: State[]): Promise<readonly RecordIn<State>[]>;
  /** Those for which something is still to happen by itself (`nextOf`), oldest first. */
  toCome(): Promise<readonly ChangeRecord[]>;
  /** Newest first. */
  latest(limit: number): Promise<readonly ChangeRecord[]>;
  /** The greatest number that there is: what is asked for from now on gets a greater one. */
  newest(): Promise<number>;
  /** About a group or a person, by object id; newest first. */
  about(targetId: string, limit: number): Promise<readonly ChangeRecord[]>;
}

/** What happened and can be neither changed nor taken away unseen: append-only, each record bound to the one before. */
export interface AuditLog {
  /** In order. */
  append(entries: Iterable<AuditEntry>): Promise<void>;
  /** Records after `seq`, oldest first, read as they are asked for. */
  since(seq: number): AsyncIterable<AuditRecord>;
  /** The newest records about an object, newest first. */
  about(target: string, limit: number): Promise<readonly AuditRecord[]>;
  /** Every record about an object from a time on (ISO 8601), oldest first, read as they are asked for. */
  aboutSince(target: string, time: string): AsyncIterable<AuditRecord>;
}

export interface AuditVerdict {
  /** Records that are as they were written, from the first on. */
  readonly intact: number;
  /** Hash of the last intact record: published elsewhere, it shows that nothing before it was rewritten. */
  readonly head: string;
  readonly broken?: { readonly seq: number; readonly reason: string };
}

/** What is still to be told: a row for each message, written in the transaction of what it tells, and taken out when it has been told. */
export interface Outbox {
  /**
   * Answers its id, which nothing else gets while the store is open.
   * @param about the number of a change, or 0
   * @param news plain JSON
   * @param recipient whom it is for, as its kind names them; absent: that is found when it is told
   */
  put(kind: string, about: number, news: unknown, recipient?: string): Promise<number>;
  /** Oldest first. */
  of<News>(...kinds: string[]): Promise<readonly Untold<News>[]>;
  /** Whether it was there still: of any number at once, one takes it out. */
  told(id: number): Promise<boolean>;
  /** What is left to be told of it, and whether that is being sent; absent: it is due. */
  replace(id: number, news: unknown, state?: UntoldState): Promise<void>;
}

/** `sending` stands on disk before it is sent: after a restart it perhaps was. */
export type UntoldState = 'due' | 'sending';

export interface Untold<News> {
  readonly id: number;
  readonly kind: string;
  readonly about: number;
  /** Empty: that is found when it is told. */
  readonly recipient: string;
  readonly state: UntoldState;
  readonly news: News;
}

/** A namespace of values that are written together with something else. Plain JSON. */
export interface Values<Value> {
  get(key: string): Promise<Value | undefined>;
  put(key: string, value: Value): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * What may be last-writer-wins: conversation references, which card shows what, preferences. Values are plain JSON.
 * Undefined means "asked, and not there"; a store that cannot answer throws.
 */
export interface KeyValue<Value> {
  get(key: string): Promise<Value | undefined>;
  /** `ttlMs`: gone after that time. */
  set(key: string, value: Value, ttlMs?: number): Promise<void>;
  /** All of them, or none: for the price of one. */
  setAll(entries: readonly (readonly [key: string, value: Value])[]): Promise<void>;
  /** Whether it was there. */
  delete(key: string): Promise<boolean>;
  /** Of every entry, in order. */
  keys(): Promise<readonly string[]>;
  /** Those of these keys that are there. */
  some(keys: readonly string[]): Promise<readonly (readonly [key: string, value: Value])[]>;
  /** Every entry of the namespace, in the order of the keys. */
  entries(): Promise<readonly (readonly [key: string, value: Value])[]>;
}
