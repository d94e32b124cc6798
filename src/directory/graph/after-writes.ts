import type { Clock } from '../../engine/clock.ts';
import { idKey } from '../../graph/ids.ts';
import type { Change } from '../../licensing/change.ts';
import type { Observed } from '../../licensing/model/observed.ts';

/** Readers of Graph, and delta queries, may be so far behind what was written. */
export const BEHIND_MS = 2 * 60_000;

/**
 * What is being written, and what was written a moment ago, is not believed to be otherwise because a reader that is behind says
 * so: it is set aside, and read again when readers have had their time.
 */
export interface AfterWrites {
  note(changes: readonly Change[]): void;
  /** Does the work that writes them, however long it takes. */
  during<T>(changes: readonly Change[], work: () => Promise<T>): Promise<T>;
  /** A process before this one wrote them a moment ago: they are read again when readers have had their time, whatever is seen. */
  recall(changes: readonly Change[]): void;
  /** The rest is set aside. */
  believed(batch: readonly Observed[]): readonly Observed[];
  /** What was set aside and can be read by now; each once. */
  doubted(): readonly Doubted[];
  /** These could not be read: they are doubted still. */
  doubt(unread: readonly Doubted[]): void;
}

export type Doubted =
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'person'; readonly userId: string };

/** @param unanswered what was taken and may still be on its way to Graph, however long that takes */
export function afterWrites(
  clock: Pick<Clock, 'elapsedMs'>,
  unanswered: () => readonly Change[] = () => [],
): AfterWrites {
  const untilMs = new Map<string, number>();
  const writing = new Set<readonly Change[]>();
  const aside = new Map<string, Doubted>();

  /** Tells of keys, as of now, whether they are being written or were a moment ago. */
  function freshness(): (key: string | undefined) => key is string {
    const open = new Set([unanswered(), ...writing].flat().flatMap(keysOf));
    const nowMs = clock.elapsedMs();
    return (key): key is string => key !== undefined && (open.has(key) || (untilMs.get(key) ?? nowMs) > nowMs);
  }

  function note(changes: readonly Change[]): void {
    for (const key of changes.flatMap(keysOf)) untilMs.set(key, clock.elapsedMs() + BEHIND_MS);
  }

  return {
    note,
    async during(changes, work) {
      writing.add(changes);
      try {
        return await work();
      } finally {
        writing.delete(changes);
        note(changes);
      }
    },
    recall(changes) {
      note(changes);
      for (const change of changes) {
        const doubted = doubtedIn(change);
        if (doubted !== undefined) for (const key of keysOf(change)) aside.set(key, doubted);
      }
    },
    believed(batch) {
      const isFresh = freshness();
      return batch.filter((seen) => {
        const key = keyOf(seen);
        if (!isFresh(key)) return true;
        aside.set(key, doubtedOf(seen));
        return false;
      });
    },
    doubted() {
      const isFresh = freshness();
      const due = [...aside].filter(([key]) => !isFresh(key));
      for (const [key] of due) {
        aside.delete(key);
        untilMs.delete(key);
      }
      return [...new Map(due.map(([, doubted]) => [JSON.stringify(doubted), doubted])).values()];
    },
    doubt(unread) {
      for (const doubted of unread) aside.set(JSON.stringify(doubted), doubted);
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
