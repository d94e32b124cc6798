import { groupResults } from '../directory/rows-difference.ts';
import { waitingForSeats } from '../licensing/model/affected.ts';
import type { GroupIndex, Rows, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import { type ReconcileOptions, type Reconciliation, reconcile } from '../licensing/reconcile/reconcile.ts';

type ProcessingState = 'QueuedForProcessing' | 'ProcessingInProgress' | 'ProcessingComplete';

interface LicensingOptions {
  readonly tenant: Tenant;
  readonly startMs: number;
  /** False: a tenant whose Entra ID P1 has ended. Its groups go on with who joins and leaves, and nobody else is looked at. */
  readonly isOn: boolean;
  /** From a change until it is looked at. */
  readonly delayMs: number;
  readonly peoplePerSecond: number;
  /** Hears of each person's rows after they were put there, and of the runs around them. */
  readonly on: LicensingEvents;
}

interface LicensingEvents {
  readonly rowsChanged: (user: UserIndex, before: Rows, timeMs: number) => void;
  readonly started: (groups: Iterable<GroupIndex>, timeMs: number) => void;
  readonly finished: (groups: Iterable<GroupIndex>, timeMs: number) => void;
}

/**
 * Group-based licensing in the background, as Entra does it: a changed template or membership is queued, looked at after a
 * while and carried out person by person, with the outcome that the engine decides. It has no timers: whoever looks says
 * what time it is, and all that is due by then is done first. So it runs on any clock.
 */
export interface Licensing {
  /** Does what is due by now. */
  catchUp(nowMs: number): void;
  /** These groups' templates or members changed: these people are looked at. */
  queue(groups: Iterable<GroupIndex>, users: Iterable<UserIndex>, nowMs: number): void;
  /** Somebody else wrote rows: what was decided before is decided again. */
  interrupt(nowMs: number): void;
  /** Looks at one person now. */
  reprocess(user: UserIndex, nowMs: number): void;
  /** Undefined: the group never had a license. */
  stateOf(group: GroupIndex): ProcessingState | undefined;
  /** Nothing is queued or in progress. */
  readonly isIdle: boolean;
}

/** A decision that is being carried out. */
interface Run {
  readonly changes: Reconciliation['changes'];
  readonly groups: ReadonlySet<GroupIndex>;
  readonly startMs: number;
  done: number;
}

export function groupLicensing({ tenant, startMs, isOn, delayMs, peoplePerSecond, on }: LicensingOptions): Licensing {
  const states = new Map<GroupIndex, ProcessingState>();
  let owed = new Set<UserIndex>();
  let queued = new Set<GroupIndex>();
  /** When the queue is looked at next; undefined: it is empty. */
  let wakeMs: number | undefined;
  let run: Run | undefined;

  const decide = (users: ReconcileOptions['users'], timeMs: number): Reconciliation['changes'] =>
    tenant.attempt(() => reconcile(tenant, { users, now: timeOf(timeMs) })).changes;

  const put = ({ user, before, after }: Reconciliation['changes'][number], timeMs: number) => {
    tenant.setRows(user, after);
    on.rowsChanged(user, before, timeMs);
  };

  function begin(timeMs: number): Run {
    const [users, groups] = [owed, queued];
    [owed, queued, wakeMs] = [new Set(), new Set(), undefined];
    for (const group of groups) states.set(group, 'ProcessingInProgress');
    on.started(groups, timeMs);
    return { changes: decide(users, timeMs), groups, startMs: timeMs, done: 0 };
  }

  /** Carries a run out as far as time has gone; whether it is at its end. */
  function carryOut(current: Run, nowMs: number): boolean {
    const dueOf = (place: number) => current.startMs + ((place + 1) * 1_000) / peoplePerSecond;
    while (current.done < current.changes.length && dueOf(current.done) <= nowMs) {
      const change = current.changes[current.done] as Reconciliation['changes'][number];
      put(change, dueOf(current.done));
      current.done++;
    }
    if (current.done < current.changes.length) return false;
    for (const group of current.groups) states.set(group, 'ProcessingComplete');
    on.finished(current.groups, dueOf(current.done - 1));
    return true;
  }

  function interrupt(nowMs: number): void {
    if (run === undefined) return;
    for (const { user } of run.changes.slice(run.done)) owed.add(user);
    for (const user of waitingForSeats(tenant)) owed.add(user);
    for (const group of run.groups) queued.add(group);
    run = undefined;
    wakeMs ??= nowMs + delayMs;
  }

  function catchUp(nowMs: number): void {
    for (;;) {
      if (run !== undefined) {
        if (!carryOut(run, nowMs)) return;
        run = undefined;
      }
      if (wakeMs === undefined || wakeMs > nowMs) return;
      run = begin(wakeMs);
    }
  }

  function queue(groups: Iterable<GroupIndex>, users: Iterable<UserIndex>, nowMs: number): void {
    for (const user of users) owed.add(user);
    for (const group of groups) {
      queued.add(group);
      states.set(group, 'QueuedForProcessing');
    }
    interrupt(nowMs);
    wakeMs ??= nowMs + delayMs;
  }

  for (let group = 0; group < tenant.groupCount; group++) {
    if (tenant.assignedLicenses(group).length > 0) states.set(group, 'ProcessingComplete');
  }
  const unsettled = isOn ? decide('everyone', startMs) : [];
  if (unsettled.length > 0) {
    const groups = new Set(unsettled.flatMap(({ before, after }) => groupsBetween(tenant, before, after)));
    queue(
      groups,
      unsettled.map(({ user }) => user),
      startMs,
    );
  }

  return {
    catchUp,
    queue,
    interrupt,
    reprocess(user, nowMs) {
      interrupt(nowMs);
      for (const change of decide([user], nowMs)) put(change, nowMs);
    },
    stateOf: (group) => states.get(group),
    get isIdle() {
      return run === undefined && wakeMs === undefined;
    },
  };
}

/** Groups of the tenant whose rows differ between two states of one person. */
function groupsBetween(tenant: Tenant, before: Rows, after: Rows): readonly GroupIndex[] {
  return groupResults(tenant.read(before), tenant.read(after)).flatMap(
    ({ groupId }) => tenant.findGroup(groupId) ?? [],
  );
}

export function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
