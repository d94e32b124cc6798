import { waitingForSeats } from '../core/licensing/affected.ts';
import { reconcile } from '../core/licensing/reconcile.ts';
import type { UserIndex } from '../core/licensing/tenant.ts';
import { listeners } from '../directory/listeners.ts';
import { type Actuator, type Directory, DirectoryError, type RowsChange } from '../directory/port.ts';
import { attention } from './attention.ts';
import type { Clock } from './clock.ts';
import { type GroupProgress, isSettled, type Standing, standing, tally } from './progress.ts';
import { type Fault, worker } from './worker.ts';

export interface ControllerOptions {
  readonly directory: Directory;
  readonly actuator: Actuator;
  readonly clock: Clock;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
}

/**
 * `started`: people were found whose rows must change. `progress`: some of them are done. `settled`: nobody is left.
 * `faulted`: something failed, and everything is tried again after `retryAfterMs`. A decision that a change or a fault
 * cuts short is followed by a `started` of its own; what holds over all of them is `progressOf`.
 */
export type ControllerEvent =
  | ({ readonly type: 'started' | 'progress' | 'settled' } & DecisionProgress)
  | ({ readonly type: 'faulted' } & Fault);

export interface DecisionProgress {
  readonly groups: readonly GroupProgress[];
  /** People whose rows the decision changes, and those of them who are done. */
  readonly total: number;
  readonly processed: number;
}

/**
 * Keeps what is equal to what should be: woken by the directory, it decides with the engine and has the actuator make
 * the difference good. It remembers whom to look at and nothing else, so that a restart is the same as catching up.
 */
export interface Controller {
  /** Looks at everyone, and from then on at whoever a change affects. */
  start(): void;
  /** Stops at a whole person; resolves when it has. */
  stop(): Promise<void>;
  /** Returns how to stop. */
  onEvent(listener: (event: ControllerEvent) => void): () => void;
  /**
   * Looks at the tenant as it will be when everything that is owed has been done, so that what is foretold in the middle
   * of a run still holds at its end. Leaves no trace; rows that are read meanwhile are worth nothing afterwards.
   */
  foreseen<T>(look: () => T): T;
  /** While this is the same number and the tenant stands, so is what is foreseen. 0: nothing is owed. */
  readonly owes: number;
  /** Where the members of these groups and these people stand at this moment. */
  progressOf(groupIds: readonly string[], userIds: readonly string[]): Standing;
  /** Whether nobody of the members of these groups and these people waits for anything. */
  isSettled(groupIds: readonly string[], people: Iterable<UserIndex>): boolean;
  /** Resolves when nothing is left to do or to try again. */
  idle(): Promise<void>;
}

/** The one key of the queue: seats tie all groups of a tenant together, so that it is decided on as a whole. */
const TENANT = 'tenant';
/** People of a decision looked at in one turn of the event loop. */
const PEOPLE_PER_SLICE = 2_000;

export function controller({ directory, actuator, clock, random }: ControllerOptions): Controller {
  const { tenant } = directory;
  const owed = attention();
  const heard = listeners<ControllerEvent>();
  /** Aborted when desired state changes, so that nothing decided before is applied after. */
  let outdated = new AbortController();

  function decide(): readonly RowsChange[] {
    outdated = new AbortController();
    const users = owed.take();
    const { changes } = tenant.attempt(() => reconcile(tenant, { users, now: clock.now().toISOString() }));
    owed.decided(changes);
    return changes;
  }

  /** Applies a decision and reports it. Whether it came to its end. */
  async function carryOut(changes: readonly RowsChange[], signal: AbortSignal): Promise<boolean> {
    const counts = tally(tenant);
    let processed = 0;
    const report = (type: 'started' | 'progress' | 'settled') =>
      heard.tell({ type, groups: counts.groups(), total: changes.length, processed });

    for (let from = 0; from < changes.length; from += PEOPLE_PER_SLICE) {
      counts.expect(changes.slice(from, from + PEOPLE_PER_SLICE));
      await clock.breathe();
    }
    if (changes.length > 0) report('started');
    await actuator.apply(changes, {
      signal,
      onApplied(part) {
        processed += part.length;
        owed.applied(part);
        counts.count(part);
        report('progress');
      },
    });
    const isDone = processed === changes.length && !signal.aborted;
    if (isDone) report('settled');
    return isDone;
  }

  const loop = worker<typeof TENANT>({
    clock,
    random,
    askedToWaitMs: (error) => (error instanceof DirectoryError ? error.retryAfterMs : undefined),
    onFault: (fault) => heard.tell({ type: 'faulted', ...fault }),
    async work(_, stopping) {
      let changes: readonly RowsChange[] = [];
      let isDone = false;
      // Whoever made the change goes on first, and changes made together are decided on together.
      await clock.breathe();
      try {
        changes = decide();
        isDone = await carryOut(changes, AbortSignal.any([outdated.signal, stopping]));
      } finally {
        if (!isDone) {
          owed.returnTaken([...changes.map((change) => change.user), ...waitingForSeats(tenant)]);
        }
      }
      return isDone;
    },
  });

  return {
    start() {
      directory.onChange(({ affected }) => {
        owed.add(affected);
        outdated.abort();
        loop.add(TENANT);
      });
      loop.add(TENANT);
      loop.start();
    },
    // What still comes is owed, so that nothing is taken for settled which the next start has to do.
    stop: loop.stop,
    onEvent: heard.add,
    foreseen(look) {
      const users = owed.waiting;
      if (users !== 'everyone' && users.size === 0) return look();
      return tenant.attempt(() => {
        reconcile(tenant, { users, now: clock.now().toISOString() });
        return look();
      });
    },
    get owes() {
      return owed.state;
    },
    progressOf: (groupIds, userIds) => standing(tenant, groupIds, userIds, owed.waits),
    isSettled: (groupIds, people) => isSettled(tenant, groupIds, people, owed.waits),
    idle: loop.idle,
  };
}
