import type { FailingPeople } from '../../licensing/explain/failing-people.ts';
import { type Alert, type Silent, type Watch, type Watched, watchFor } from './watched.ts';

/** Groups to look at, by object id. */
export type Scope = ReadonlySet<string> | 'everywhere';

/** What one place has not been told yet. */
export interface Review {
  /** What is no news, from now on. */
  readonly silent: Silent;
  readonly news: readonly News[];
  /** Alerts that count other people than before, whose cause has become another, or that were solved and are no more. */
  readonly edits: readonly Edit[];
  readonly solved: readonly Solved[];
}

export interface News {
  readonly watch: Watch;
  readonly cause: FailingPeople;
  readonly people: readonly string[];
}

export interface Edit {
  readonly alert: Alert;
  readonly cause: FailingPeople;
  readonly people: readonly string[];
}

export interface Solved {
  readonly alert: Alert;
  /** Others in the same group, for whatever reason. */
  readonly stillFailing: number;
}

export interface AlertStanding {
  /** Every failing pair of `scope` is in one of them. */
  readonly causes: readonly FailingPeople[];
  readonly scope: Scope;
  /** Whether a change's own card in this place tells of the pair. */
  readonly toldByCard: (groupId: string, userId: string) => boolean;
}

/**
 * Compares what a place was told with how things stand. A pair that stops failing is forgotten, so that it is news when
 * it fails again. People of an alert who all fail for another reason now stay with their message.
 */
export function review(watched: Watched, { causes, scope, toldByCard }: AlertStanding): Review {
  const silent = silentNow(watched, { causes, scope, toldByCard });
  const known = setsOf(silent);
  const wanted = causes.flatMap((cause) => {
    const watch = watchFor(watched, cause);
    if (watch === undefined) return [];
    const people = cause.userIds.filter((userId) => !known(cause.groupId).has(userId));
    return people.length === 0 ? [] : [{ watch, cause, people }];
  });
  const byKey = new Map(wanted.map((entry) => [entry.cause.key, entry]));
  const taken = new Set<string>();
  const left: Alert[] = [];
  const edits: Edit[] = [];
  const follow = (alert: Alert, entry: News) => {
    taken.add(entry.cause.key);
    if (alert.solvedAt !== undefined || differs(alert, entry))
      edits.push({ alert, cause: entry.cause, people: entry.people });
  };
  for (const alert of watched.alerts.filter((candidate) => isIn(scope, candidate.groupId))) {
    const entry = byKey.get(alert.causeKey);
    if (entry === undefined) left.push(alert);
    else follow(alert, entry);
  }
  const solved: Solved[] = [];
  const wantedOf = Map.groupBy(wanted, ({ cause }) => cause.groupId);
  const failing = failingPeople(causes);
  for (const alert of left) {
    const moved = wantedOf
      .get(alert.groupId)
      ?.find(({ cause, people }) => !taken.has(cause.key) && isSuccessor(alert, people));
    if (moved === undefined && alert.solvedAt !== undefined) continue;
    if (moved === undefined) solved.push({ alert, stillFailing: failing.get(alert.groupId)?.size ?? 0 });
    else follow(alert, moved);
  }
  return { silent, news: wanted.filter(({ cause }) => !taken.has(cause.key)), edits, solved };
}

/** The same object when nothing about it has changed. */
function silentNow({ silent, alerts }: Watched, { causes, scope, toldByCard }: AlertStanding): Silent {
  const failing = failingPeople(causes);
  const alertsOf = Map.groupBy(alerts, ({ groupId }) => groupId);
  const next: Record<string, readonly string[]> = { ...silent };
  let isSame = true;
  for (const groupId of new Set([...Object.keys(silent), ...failing.keys()])) {
    if (!isIn(scope, groupId)) continue;
    const before = silent[groupId] ?? [];
    const now = failing.get(groupId) ?? new Set();
    const alerted = new Set((alertsOf.get(groupId) ?? []).flatMap((alert) => alert.people));
    const kept = new Set(before.filter((userId) => now.has(userId)));
    for (const userId of now) if (!alerted.has(userId) && toldByCard(groupId, userId)) kept.add(userId);
    if (kept.size === before.length && before.every((userId) => kept.has(userId))) continue;
    isSame = false;
    if (kept.size === 0) delete next[groupId];
    else next[groupId] = [...kept];
  }
  return isSame ? silent : next;
}

function failingPeople(causes: readonly FailingPeople[]): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { groupId, userIds } of causes) {
    const found = people.get(groupId) ?? new Set();
    for (const userId of userIds) found.add(userId);
    people.set(groupId, found);
  }
  return people;
}

/** The people of each group, to be asked often. */
function setsOf(silent: Silent): (groupId: string) => ReadonlySet<string> {
  const sets = new Map<string, ReadonlySet<string>>();
  return (groupId) => {
    const found = sets.get(groupId) ?? new Set(silent[groupId]);
    sets.set(groupId, found);
    return found;
  };
}

function isIn(scope: Scope, groupId: string): boolean {
  return scope === 'everywhere' || scope.has(groupId);
}

function differs(alert: Alert, { cause, people }: News): boolean {
  const counted = new Set(alert.people);
  return (
    alert.causeKey !== cause.key || counted.size !== people.length || people.some((userId) => !counted.has(userId))
  );
}

/** Of the same group. */
function isSuccessor(alert: Alert, people: readonly string[]): boolean {
  return people.some((userId) => alert.people.includes(userId));
}
