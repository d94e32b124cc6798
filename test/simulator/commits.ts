import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { approvalReason } from '../../src/changes/approval-policy.ts';
import { permissionsFor, permissionsOf } from '../../src/changes/authorization.ts';
import type { ChangeRecord, ChangeState } from '../../src/changes/change-record.ts';
import type { Freeze } from '../../src/engine/freezes.ts';
import { isSameId } from '../../src/graph/ids.ts';
import { changesKey } from '../../src/licensing/outcome/changes-key.ts';
import type { Pressed } from './people.ts';
import { POLICY } from './process.ts';
import { expectThat, type Violation } from './violation.ts';

const NEXT: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  previewed: [
    'previewed',
    'waiting',
    'scheduled',
    'queued',
    'running',
    'dismissed',
    'superseded',
    'refused',
    'expired',
  ],
  waiting: ['waiting', 'queued', 'running', 'rejected', 'dismissed', 'expired', 'refused', 'scheduled'],
  scheduled: ['scheduled', 'queued', 'running', 'refused', 'superseded', 'dismissed', 'cancelled'],
  queued: ['queued', 'running', 'refused', 'superseded', 'finished', 'cancelling'],
  running: ['running', 'cancelling', 'finished', 'refused'],
  cancelling: ['cancelling', 'cancelled'],
  finished: ['finished'],
  cancelled: [],
  dismissed: [],
  superseded: [],
  refused: [],
  rejected: [],
  expired: [],
};

/** Several steps of one transaction. */
const IN_ONE: Partial<Record<ChangeState, readonly ChangeState[]>> = { queued: ['running'] };

/** The moment of a commit. */
export interface Moment {
  /** Virtual time. */
  readonly ms: number;
  /** ISO 8601, as the process that committed sees it. */
  readonly now: string;
  /** Undefined: nobody's press is behind it. */
  readonly pressed: Pressed | undefined;
}

/** As many of the newest are looked at. */
const LATEST = 24;
/** What has just come to its end is being told; where Graph is asked, until that was asked once more. */
const JUST_MS = 10_000;
const JUST_READ_MS = 60_000;

const UNDER_WAY: ReadonlySet<ChangeState> = new Set([
  'previewed',
  'waiting',
  'scheduled',
  'queued',
  'running',
  'cancelling',
]);

/** In which what was begun does nothing more. */
const OVER: ReadonlySet<ChangeState> = new Set(['finished', 'cancelled', 'refused']);

/** In which what nobody decided is dropped after its time. */
const DROPPED: ReadonlySet<ChangeState> = new Set(['previewed', 'superseded', 'expired']);

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How changes follow each other on the disk, over all processes. */
export interface Watched {
  /** Looks at what a commit has left. */
  committed(moment: Moment): void;
  /** Where changes are: those that are under way, and those that have just ended. */
  states(nowMs: number): ReadonlySet<ChangeState>;
  /** Whether somebody may decide about this change for who asked, by their roles of now. */
  mayDecide(record: ChangeRecord, userId: string): boolean;
  /** When each change began, and when it was over, in virtual time. */
  readonly spans: ReadonlyMap<number, Span>;
  /** Presses that began another change than the one that was pressed. */
  readonly beginnings: readonly Pressed[];
  /** Those under way, as they stand on the disk. */
  underWay(...states: ChangeState[]): readonly ChangeRecord[];
}

interface WatchedOptions {
  readonly found: (violation: Violation) => void;
  /** Hears of each state that a change comes to. */
  readonly came: (state: ChangeState) => void;
  /** The roles of a person where the store does not hold them. */
  readonly rolesOf?: ((userId: string) => readonly string[]) | undefined;
}

export function watchedCommits(connection: DatabaseSync, { found, came, rolesOf }: WatchedOptions): Watched {
  const justMs = rolesOf === undefined ? JUST_MS : JUST_READ_MS;
  const seen = new Map<number, ChangeRecord>();
  const checksums = new Map<number, number>();
  const sinceMs = new Map<number, number>();
  const beginnings: Pressed[] = [];
  const spans = new Map<number, Span>();
  let statements: Record<'versions' | 'record' | 'roles' | 'freeze', StatementSync> | undefined;

  function prepared() {
    const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'changes'").get();
    if (table === undefined) return undefined;
    return {
      versions: connection.prepare(
        `SELECT number, version, checksum FROM changes ORDER BY number DESC LIMIT ${LATEST}`,
      ),
      record: connection.prepare('SELECT record FROM changes WHERE number = ?'),
      roles: connection.prepare('SELECT role_template_id AS role FROM role_members WHERE user_id = ?'),
      freeze: connection.prepare("SELECT value FROM kv WHERE namespace = 'freezes' AND key = 'tenant'"),
    };
  }

  function may(userId: string) {
    const roles = rolesOf?.(userId) ?? statements?.roles.all(userId).map(({ role }) => String(role));
    return permissionsOf(roles ?? []);
  }

  function look(now: Moment): void {
    statements ??= prepared();
    if (statements === undefined) return;
    const { versions, record, freeze } = statements;
    const frozen = JSON.parse(String(freeze.get()?.['value'] ?? 'null')) as Freeze | null;
    const isFrozen = frozen !== null && !(frozen.until !== undefined && frozen.until <= now.now);
    const latest = versions.all() as { number: number; version: number; checksum: number }[];
    const there = new Set(latest.map(({ number }) => number));
    for (const [number, { state, approval, appliedAt }] of seen) {
      const isOlder = latest.length === LATEST && number < (latest.at(-1)?.number ?? 0);
      if (isOlder || there.has(number)) continue;
      const isUndecided = DROPPED.has(state) && (approval ?? appliedAt) === undefined;
      expectThat(isUndecided, 'no lost request', () => `#${number}, ${state}, is not there any more`);
      seen.delete(number);
    }
    for (const { number, version, checksum } of latest) {
      const before = seen.get(number);
      if (before?.version === version) {
        const isSame = checksums.get(number) === checksum;
        expectThat(isSame, 'one winner', () => `#${number} was written twice as version ${version}`);
        continue;
      }
      checksums.set(number, checksum);
      const after = JSON.parse(String(record.get(number)?.['record'])) as ChangeRecord;
      seen.set(number, after);
      if (before?.state !== after.state) {
        sinceMs.set(number, now.ms);
        came(after.state);
      }
      const { pressed } = now;
      const isBegun = before === undefined && pressed?.verb === 'apply-fix' && pressed.number === after.fixes;
      if (isBegun && !pressed.isForged) {
        beginnings.push(pressed);
      }
      checkStep(before, after);
      const hasBegun = after.appliedAt !== undefined;
      if (hasBegun && !(before !== undefined && OVER.has(before.state))) {
        const toMs = OVER.has(after.state) ? now.ms : Number.POSITIVE_INFINITY;
        spans.set(number, { fromMs: spans.get(number)?.fromMs ?? now.ms, toMs });
      }
      if (hasBegun && before?.appliedAt === undefined) {
        checkApplied(before, after, { ...now, may, isFrozen });
      }
    }
  }

  return {
    beginnings,
    spans,
    committed(moment) {
      try {
        look(moment);
      } catch (error) {
        found(error as Violation);
      }
    },
    states(nowMs) {
      const now = [...seen].filter(
        ([number, { state }]) => UNDER_WAY.has(state) || nowMs - (sinceMs.get(number) ?? 0) < justMs,
      );
      return new Set(now.map(([, { state }]) => state));
    },
    mayDecide: ({ requestedBy, changes }, userId) =>
      !isSameId(requestedBy.userId, userId) && hasAll(may(userId), changes),
    underWay: (...states) => [...seen.values()].filter(({ state }) => states.includes(state)),
  };
}

function hasAll(has: ReturnType<typeof permissionsOf>, changes: ChangeRecord['changes']): boolean {
  return permissionsFor(changes).every((permission) => has.has(permission));
}

function checkStep(before: ChangeRecord | undefined, { number, state, version, approval, requestedBy }: ChangeRecord) {
  if (before !== undefined) {
    expectThat(version > before.version, 'one winner', () => `#${number} went back to version ${version}`);
    const next = NEXT[before.state];
    const isNext = next.includes(state) || next.some((between) => IN_ONE[between]?.includes(state));
    expectThat(isNext, 'one winner', () => `#${number} went from ${before.state} to ${state}`);
  }
  const { by, at } = approval?.decision ?? {};
  expectThat(
    !isSameId(by?.userId ?? '', requestedBy.userId),
    'two people',
    () => `#${number} was decided by who asked`,
  );
  expectThat(
    !(at !== undefined && at >= (approval?.expiresAt ?? '')),
    'in its time',
    () => `#${number} was decided late`,
  );
}

interface Allowed extends Moment {
  readonly may: (userId: string) => ReturnType<typeof permissionsOf>;
  readonly isFrozen: boolean;
}

/** A change begins: by whom, as what they saw, when it may. */
function checkApplied(before: ChangeRecord | undefined, after: ChangeRecord, now: Allowed): void {
  const { number, approval, requestedBy, simulated, schedule, changes, wholeTenant, appliedAt = '' } = after;
  const expectOf = (holds: boolean, invariant: string, what: string) =>
    expectThat(holds, invariant, () => `#${number} was applied ${what}`);
  expectOf(!now.isFrozen, 'nothing while frozen', 'while changes were frozen');
  const decider = approval?.decision?.by.userId;
  for (const userId of new Set([requestedBy.userId, decider ?? requestedBy.userId])) {
    const has = now.may(userId);
    expectOf(hasAll(has, changes), 'roles at the act', `for ${userId}`);
  }
  expectOf(approval === undefined || approval.decision?.verdict === 'approved', 'two people', 'unapproved');
  const losing = simulated.losing ?? 0;
  const reason = approvalReason(POLICY, { losing }, { changes, wholeTenant });
  expectOf(approval !== undefined || reason === undefined, 'two people', `though ${losing} lose something`);
  expectOf(!(appliedAt < (schedule?.startsAt ?? '')), 'in its time', `before ${schedule?.startsAt}`);
  if (before === undefined) return;
  const isOffer = before.changes.length === 0;
  const isOwn = isOffer || isSameId(before.requestedBy.userId, requestedBy.userId);
  expectOf(isOwn, 'only who asked applies', `by ${requestedBy.userId}, asked for by ${before.requestedBy.userId}`);
  const isSame = changesKey(before.changes) === changesKey(changes);
  const isShown = !isSame || before.fingerprint === after.fingerprint;
  expectOf(isShown, 'only as it was shown', `with the outcome ${after.fingerprint}, shown was ${before.fingerprint}`);
  const { verb = '', number: about, version } = now.pressed ?? {};
  const isPressed = about === number && (verb === 'apply' || verb === 'approve');
  expectOf(!isPressed || version === before.version, 'only as it was shown', `by a press on version ${version}`);
  const ageMs = Date.parse(appliedAt) - Date.parse(before.createdAt);
  const isStale = before.state === 'previewed' && !isOffer && ageMs > POLICY.lifetimeMs;
  expectOf(!isStale, 'in its time', `${ageMs} ms after its preview`);
}
