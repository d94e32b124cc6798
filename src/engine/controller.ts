import { listeners } from '../directory/listeners.ts';
import { type Actuator, type Directory, DirectoryError, type RowsChange } from '../directory/port.ts';
import { waitingForSeats } from '../licensing/model/affected.ts';
import type { Tenant, UserIndex } from '../licensing/model/tenant.ts';
import { deciding, reconciling } from '../licensing/reconcile/reconcile.ts';
import type { Steps } from '../licensing/steps.ts';
import { inSlices, sliceOf, takeSteps } from '../tenant/slices.ts';
import { attention } from './attention.ts';
import type { Clock } from './clock.ts';
import { type GroupProgress, isSettled, standing, type TargetStanding, tally } from './progress.ts';
import { within } from './within.ts';
import { type Fault, worker } from './worker.ts';

interface ControllerOptions {
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

interface DecisionProgress {
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
   * of a run still holds at its end. Leaves no trace; rows that are read meanwhile are worth nothing afterwards. May pause
   * within `Tenant.inPieces`.
   */
  foreseeing<T>(look: () => Steps<T>): Steps<T>;
  /** Somebody waits for this look: while it goes on in slices, what was decided is written only now and then. */
  first<T>(look: T | Promise<T>): T | Promise<T>;
  /** While this is the same, so is what is foreseen: what is decided may be applied meanwhile, and nothing else may happen. */
  readonly standing: string;
  /** Whether somebody still waits for anything. */
  readonly owes: boolean;
  /** Where the members of these groups and these people stand at this moment. */
  progressOf(groupIds: readonly string[], userIds: readonly string[]): TargetStanding;
  /** Whether nobody of the members of these groups and these people waits for anything. */
  isSettled(groupIds: readonly string[], people: Iterable<UserIndex>): boolean;
  /** Resolves when nothing is left to do or to try again. */
  idle(): Promise<void>;
}

/** What was decided waits no longer for one look after the other than this before its next part. */
const LONGEST_WAIT_MS = 400;
/** The one key of the queue: seats tie all groups of a tenant together, so that it is decided on as a whole. */
const TENANT = 'tenant';

export function controller({ directory, actuator, clock, random }: ControllerOptions): Controller {
  const { tenant } = directory;
  const owed = attention();
  const heard = listeners<ControllerEvent>();
  /** Aborted when desired state changes, so that nothing decided before is applied after. */
  let outdated = new AbortController();
  const looks = awaitedLooks(clock);
  /** People whose rows became those that were decided: in the tenant at rest they had them all the time. */
  let asDecided = 0;

  async function decide(): Promise<readonly RowsChange[]> {
    let isAgain = false;
    const { changes } = await inSlices(tenant, clock, () => {
      if (isAgain) owed.returnTaken([]);
      isAgain = true;
      outdated = new AbortController();
      return deciding(tenant, { users: owed.take(), now: clock.now().toISOString() });
    });
    owed.decided(changes);
    return changes;
  }

  /** Applies a decision and reports it. Whether it came to its end. */
  async function carryOut(changes: readonly RowsChange[], signal: AbortSignal): Promise<boolean> {
    const counts = tally(tenant);
    let processed = 0;
    const report = (type: 'started' | 'progress' | 'settled') =>
      heard.tell({ type, groups: counts.groups(), total: changes.length, processed });

    const slice = sliceOf(clock);
    await takeSteps(counts.expect(changes, slice.isOver), slice, clock);
    if (changes.length > 0) report('started');
    await actuator.apply(changes, {
      signal,
      before: looks.taken,
      onApplied(part) {
        processed += part.length;
        owed.applied(part);
        for (const { user, before, after } of part) if (before !== after && tenant.rows(user) === after) asDecided += 1;
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
        changes = await decide();
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
    first: looks.first,
    foreseeing: (look) => atRest(tenant, owed.waiting, clock.now().toISOString(), look),
    get standing() {
      return `${tenant.revision - asDecided} ${owed.state}`;
    },
    get owes() {
      return owed.state > 0;
    },
    progressOf: (groupIds, userIds) => standing(tenant, groupIds, userIds, owed.waits),
    isSettled: (groupIds, people) => isSettled(tenant, groupIds, people, owed.waits),
    idle: loop.idle,
  };
}

/** The look at the tenant with everybody reconciled who waits. */
function atRest<T>(
  tenant: Tenant,
  users: ReadonlySet<UserIndex> | 'everyone',
  now: string,
  look: () => Steps<T>,
): Steps<T> {
  if (users !== 'everyone' && users.size === 0) return look();
  const reconciled = function* () {
    yield* reconciling(tenant, { users, now });
    return yield* look();
  };
  return tenant.attempting(reconciled, { discardRows: true });
}

/** Looks in slices that somebody waits for. */
function awaitedLooks(clock: Clock): Pick<Controller, 'first'> & { taken(): Promise<void> } {
  const looks = new Set<Promise<unknown>>();
  return {
    first(look) {
      if (!(look instanceof Promise)) return look;
      looks.add(look);
      const over = () => looks.delete(look);
      look.then(over, over);
      return look;
    },
    /** Resolves when they are, or when it was waited for them long enough. */
    async taken() {
      if (looks.size > 0) await within(LONGEST_WAIT_MS, Promise.allSettled(looks), clock);
    },
  };
}
