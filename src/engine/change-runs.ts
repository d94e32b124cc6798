import type { ChangeRecord, Progress } from '../core/change-record.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { outcomeSince, type StateBefore, stateBefore } from '../core/licensing/measure.ts';
import { summarize } from '../core/licensing/summarize.ts';
import type { Rows, UserIndex } from '../core/licensing/tenant.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Controller } from './controller.ts';

/** The way of a change from its decision to its end. */
export interface ChangeRuns {
  /** Changes desired state for a queued record. A change that the directory refuses ends the record. */
  start(record: ChangeRecord, by: Actor): Promise<ChangeRecord | { readonly refusals: readonly Refusal[] }>;
  /** Puts desired state back; undefined when somebody else moved the record first. */
  takeBack(record: ChangeRecord, by: Actor): Promise<ChangeRecord | undefined>;
  /** Takes up what a restart interrupted. */
  resume(): Promise<void>;
  progressOf(record: ChangeRecord): Progress;
  /** Hears each record whose state or progress moved. Returns how to stop. */
  onMove(listener: (number: number) => void): () => void;
  /** The record once it has ended. */
  ended(number: number): Promise<ChangeRecord>;
}

export interface ChangeRunsOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly controller: Controller;
  readonly clock: Clock;
}

/** What is remembered of the tenant before a change, to tell its real outcome. Lost with the process. */
interface Memory {
  readonly before: StateBefore;
  readonly rows: ReadonlyMap<UserIndex, Rows>;
}

export function changeRuns({ directory, store, controller, clock }: ChangeRunsOptions): ChangeRuns {
  const { tenant } = directory;
  const memories = new Map<number, Memory>();
  const running = new Set<number>();
  const listeners = new Set<(number: number) => void>();
  const waiting = new Map<number, ((record: ChangeRecord) => void)[]>();
  const now = () => clock.now().toISOString();

  const moved = (number: number) => {
    for (const listener of listeners) listener(number);
  };

  controller.onEvent((event) => {
    if (event.type === 'faulted') return;
    const isEnd = event.processed === event.total;
    for (const number of running) {
      if (isEnd) finishIfSettled(number);
      moved(number);
    }
  });

  function standingOf(record: ChangeRecord) {
    const { groupIds, userIds } = concerned(record.changes);
    return controller.progressOf(groupIds, userIds);
  }

  function finishIfSettled(number: number): void {
    const record = store.changes.get(number);
    if (record === undefined || !standingOf(record).settled) return;
    running.delete(number);
    const cancelled = record.state === 'cancelling';
    const real = realOutcome(record);
    const ended = store.changes.advance(record, {
      state: cancelled ? 'cancelled' : 'finished',
      finishedAt: now(),
      ...(real === undefined ? {} : { real }),
    });
    memories.delete(number);
    for (const resolve of waiting.get(number) ?? []) resolve(ended ?? record);
    waiting.delete(number);
  }

  /** Without a memory of before, after a restart, what changed for each person is not known: only how they stand. */
  function realOutcome(record: ChangeRecord) {
    const memory = memories.get(record.number);
    const before = memory?.before ?? stateBefore(tenant, record.changes);
    const rows = [...(memory?.rows ?? [])].map(([user, was]) => ({ user, before: was }));
    const summary = summarize(tenant, outcomeSince(tenant, before, rows), record);
    return memory === undefined ? { ...summary, measured: false as const } : summary;
  }

  function remember(record: ChangeRecord): void {
    const { groupIds, userIds } = concerned(record.changes);
    const rows = new Map<UserIndex, Rows>();
    const add = (user: UserIndex | undefined) => user !== undefined && rows.set(user, tenant.rows(user));
    for (const id of groupIds) {
      const group = tenant.findGroup(id);
      for (const user of group === undefined ? [] : tenant.members(group)) add(user);
    }
    for (const id of userIds) add(tenant.findUser(id));
    memories.set(record.number, { before: stateBefore(tenant, record.changes), rows });
  }

  async function start(record: ChangeRecord, by: Actor) {
    remember(record);
    const refusals = await directory.change(record.changes, by);
    if (refusals.length > 0) {
      memories.delete(record.number);
      store.changes.advance(record, { state: 'refused', finishedAt: now() });
      return { refusals };
    }
    return begun(record);
  }

  function begun(record: ChangeRecord): ChangeRecord {
    const started = store.changes.advance(record, { state: 'running' }) ?? store.changes.get(record.number) ?? record;
    running.add(record.number);
    finishIfSettled(record.number);
    return store.changes.get(record.number) ?? started;
  }

  async function resume(): Promise<void> {
    for (const record of store.changes.inState('queued', 'running', 'cancelling')) {
      if (record.state === 'queued') {
        await changeWhatIsLeft(record.changes, record.requestedBy);
        store.changes.advance(record, { state: 'running' });
      }
      running.add(record.number);
    }
  }

  /** It is not known how far a crash let them get: each alone, and what is so already may be refused. */
  async function changeWhatIsLeft(changes: readonly Change[], by: Actor): Promise<void> {
    for (const change of changes) await directory.change([change], by);
  }

  return {
    start,
    async takeBack(record, by) {
      const cancelling = store.changes.advance(record, { state: 'cancelling' });
      if (cancelling === undefined) return undefined;
      await directory.change(record.inverse ?? [], by);
      moved(record.number);
      return cancelling;
    },
    resume,
    progressOf: (record) => {
      const { total, processed, assigned, failed } = standingOf(record);
      return { total, processed, assigned, failed };
    },
    onMove(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ended(number) {
      const record = store.changes.get(number);
      if (record !== undefined && !running.has(number)) return Promise.resolve(record);
      return new Promise((resolve) => {
        waiting.set(number, [...(waiting.get(number) ?? []), resolve]);
      });
    },
  };
}

/** Whom a change is about: the members of groups whose template it alters, and the people that it names. */
export function concerned(changes: readonly Change[]): { groupIds: readonly string[]; userIds: readonly string[] } {
  const groupIds = new Set<string>();
  const userIds = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'assignGroupLicense') groupIds.add(change.groupId);
    else if (change.kind === 'reprocess') for (const id of change.userIds) userIds.add(id);
    else if (change.kind !== 'setSeats') userIds.add(change.userId);
  }
  return { groupIds: [...groupIds], userIds: [...userIds] };
}
