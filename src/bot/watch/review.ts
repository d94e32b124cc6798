import type { FailingCause, Scope } from './failing.ts';
import { type Alert, pairOf, type Watch, type Watched, watchFor } from './watched.ts';

/** What one place has not been told yet. */
export interface Review {
  /** What is no news, from now on. */
  readonly silent: readonly string[];
  readonly news: readonly News[];
  /** Alerts that count other people than before, or whose cause has become another. */
  readonly edits: readonly Edit[];
  readonly solved: readonly Solved[];
}

export interface News {
  readonly watch: Watch;
  readonly cause: FailingCause;
  readonly people: readonly string[];
}

export interface Edit {
  readonly alert: Alert;
  readonly cause: FailingCause;
  readonly people: readonly string[];
}

export interface Solved {
  readonly alert: Alert;
  /** Others in the same group, for whatever reason. */
  readonly stillFailing: number;
}

export interface Standing {
  /** Every failing pair of `scope` is in one of them. */
  readonly causes: readonly FailingCause[];
  readonly scope: Scope;
  /** Whether a change's own card in this place tells of the pair. */
  readonly toldByCard: (groupId: string, userId: string) => boolean;
}

/**
 * Compares what a place was told with how things stand. A pair that stops failing is forgotten, so that it is news when
 * it fails again. People of an alert who all fail for another reason now stay with their message.
 */
export function review(watched: Watched, { causes, scope, toldByCard }: Standing): Review {
  const isInScope = (groupId: string) => scope === 'everywhere' || scope.has(groupId);
  const silent = silentNow(watched, { causes, scope, toldByCard });
  const wanted = causes.flatMap((cause) => {
    const watch = watchFor(watched, cause);
    const people = cause.userIds.filter((userId) => !silent.has(pairOf(cause.groupId, userId)));
    return watch === undefined || people.length === 0 ? [] : [{ watch, cause, people }];
  });
  const byKey = new Map(wanted.map((entry) => [entry.cause.key, entry]));
  const taken = new Set<string>();
  const left: Alert[] = [];
  const edits: Edit[] = [];
  const follow = (alert: Alert, entry: News) => {
    taken.add(entry.cause.key);
    if (differs(alert, entry)) edits.push({ alert, cause: entry.cause, people: entry.people });
  };
  for (const alert of watched.alerts.filter((candidate) => isInScope(candidate.groupId))) {
    const entry = byKey.get(alert.causeKey);
    if (entry === undefined) left.push(alert);
    else follow(alert, entry);
  }
  const solved: Solved[] = [];
  for (const alert of left) {
    const moved = wanted.find(({ cause, people }) => !taken.has(cause.key) && isSuccessor(alert, cause, people));
    if (moved === undefined) solved.push({ alert, stillFailing: failingIn(causes, alert.groupId) });
    else follow(alert, moved);
  }
  return { silent: [...silent], news: wanted.filter(({ cause }) => !taken.has(cause.key)), edits, solved };
}

function silentNow(watched: Watched, { causes, scope, toldByCard }: Standing): ReadonlySet<string> {
  const failing = new Set(causes.flatMap((cause) => cause.userIds.map((userId) => pairOf(cause.groupId, userId))));
  const alerted = new Set(
    watched.alerts.flatMap((alert) => alert.people.map((userId) => pairOf(alert.groupId, userId))),
  );
  const silent = new Set(
    watched.silent.filter((pair) => {
      const [groupId = ''] = pair.split(' ');
      return failing.has(pair) || !(scope === 'everywhere' || scope.has(groupId));
    }),
  );
  for (const { groupId, userIds } of causes) {
    for (const userId of userIds) {
      const pair = pairOf(groupId, userId);
      if (!alerted.has(pair) && toldByCard(groupId, userId)) silent.add(pair);
    }
  }
  return silent;
}

function differs(alert: Alert, { cause, people }: News): boolean {
  const counted = new Set(alert.people);
  return (
    alert.causeKey !== cause.key || counted.size !== people.length || people.some((userId) => !counted.has(userId))
  );
}

function isSuccessor(alert: Alert, cause: FailingCause, people: readonly string[]): boolean {
  return alert.groupId === cause.groupId && people.some((userId) => alert.people.includes(userId));
}

function failingIn(causes: readonly FailingCause[], groupId: string): number {
  return new Set(causes.filter((cause) => cause.groupId === groupId).flatMap((cause) => cause.userIds)).size;
}
