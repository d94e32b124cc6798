import type { Clock } from '../../engine/clock.ts';
import { idKey } from '../../graph/ids.ts';
import type { Change } from '../../licensing/change.ts';
import type { Observed } from '../../licensing/model/observed.ts';

/** Readers of Graph, and delta queries, may be so far behind what was written. */
export const BEHIND_MS = 2 * 60_000;

/**
 * What was written a moment ago is not believed to be otherwise because a reader that is behind says so: it is set aside, and
 * read again when readers have had their time.
 */
export interface AfterWrites {
  note(changes: readonly Change[]): void;
  /** A process before this one wrote them a moment ago: they are read again when readers have had their time, whatever is seen. */
  recall(changes: readonly Change[]): void;
  /** Licenses of these people were written. */
  noteRows(userIds: readonly string[]): void;
  /** The rest is set aside. */
  believed(batch: readonly Observed[]): readonly Observed[];
  /** What was set aside and can be read by now; each once. */
  doubted(): readonly Doubted[];
}

export type Doubted =
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'person'; readonly userId: string };

export function afterWrites(clock: Pick<Clock, 'elapsedMs'>): AfterWrites {
  const untilMs = new Map<string, number>();
  const aside = new Map<string, Doubted>();

  function isFresh(key: string | undefined): key is string {
    const until = key === undefined ? undefined : untilMs.get(key);
    return until !== undefined && until > clock.elapsedMs();
  }

  function note(changes: readonly Change[]): void {
    for (const key of changes.flatMap(keysOf)) untilMs.set(key, clock.elapsedMs() + BEHIND_MS);
  }

  return {
    note,
    recall(changes) {
      note(changes);
      for (const change of changes) {
        const doubted = doubtedIn(change);
        if (doubted !== undefined) for (const key of keysOf(change)) aside.set(key, doubted);
      }
    },
    noteRows(userIds) {
      for (const id of userIds) untilMs.set(`rows ${idKey(id)}`, clock.elapsedMs() + BEHIND_MS);
    },
    believed(batch) {
      return batch.filter((seen) => {
        const key = keyOf(seen);
        if (!isFresh(key)) return true;
        aside.set(key, doubtedOf(seen));
        return false;
      });
    },
    doubted() {
      const due = [...aside].filter(([key]) => !isFresh(key));
      for (const [key] of due) {
        aside.delete(key);
        untilMs.delete(key);
      }
      return [...new Map(due.map(([, doubted]) => [JSON.stringify(doubted), doubted])).values()];
    },
  };
}

function keysOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'assignGroupLicense':
      return [`template ${idKey(change.groupId)}`];
    case 'addMember':
    case 'removeMember':
      return [`member ${idKey(change.groupId)} ${idKey(change.userId)}`];
    case 'setUsageLocation':
      return [`person ${idKey(change.userId)}`];
    case 'assignUserLicense':
      return [`rows ${idKey(change.userId)}`];
    default:
      return [];
  }
}

function keyOf(seen: Observed): string | undefined {
  switch (seen.kind) {
    case 'group':
      return seen.group.assignedLicenses === undefined ? undefined : `template ${idKey(seen.group.id)}`;
    case 'member':
      return `member ${idKey(seen.groupId)} ${idKey(seen.memberId)}`;
    case 'user':
      return `person ${idKey(seen.user.id)}`;
    case 'rows':
      return `rows ${idKey(seen.userId)}`;
    default:
      return undefined;
  }
}

function doubtedIn(change: Change): Doubted | undefined {
  if ('groupId' in change) return { kind: 'group', groupId: change.groupId };
  return 'userId' in change ? { kind: 'person', userId: change.userId } : undefined;
}

function doubtedOf(seen: Observed): Doubted {
  if (seen.kind === 'group') return { kind: 'group', groupId: seen.group.id };
  if (seen.kind === 'member') return { kind: 'group', groupId: seen.groupId };
  if (seen.kind === 'rows') return { kind: 'person', userId: seen.userId };
  return { kind: 'person', userId: seen.kind === 'user' ? seen.user.id : '' };
}
