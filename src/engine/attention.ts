import type { RowsChange } from '../directory/port.ts';
import type { UserIndex } from '../licensing/model/tenant.ts';

/** Whom the controller owes a look, and who may still change. Not kept: it is made again by looking at everyone. */
interface Attention {
  /** These are looked at next, and wait from now on. */
  add(users: Iterable<UserIndex>): void;
  /** Whom to look at now; from then on nobody, until somebody is added. */
  take(): ReadonlySet<UserIndex> | 'everyone';
  /** Those taken last are looked at again, and these too: the decision about them was not applied to its end. */
  returnTaken(others: Iterable<UserIndex>): void;
  /** Of those taken, only these will change: the others wait no longer, unless they were added meanwhile. */
  decided(changes: readonly RowsChange[]): void;
  applied(changes: readonly RowsChange[]): void;
  /** Affected and not decided on, or decided on and not applied. Everybody is, before the first decision. */
  waits(user: UserIndex): boolean;
  /** Everybody who waits. */
  readonly waiting: ReadonlySet<UserIndex> | 'everyone';
  /** The same number, nobody waits who did not, and who waits no longer has what was decided. 0: nobody waits. */
  readonly state: number;
}

export function attention(): Attention {
  let lookAt: Set<UserIndex> | 'everyone' = 'everyone';
  let taken: ReadonlySet<UserIndex> | 'everyone' = 'everyone';
  let waiting: Set<UserIndex> | 'everyone' = 'everyone';
  let moves = 1;
  return {
    add(users) {
      moves += 1;
      if (lookAt !== 'everyone') lookAt = joined(lookAt, users);
      if (waiting !== 'everyone') waiting = joined(waiting, users);
    },
    take() {
      taken = lookAt;
      lookAt = new Set();
      return taken;
    },
    returnTaken(others) {
      if (taken === 'everyone' || lookAt === 'everyone') {
        lookAt = 'everyone';
        return;
      }
      for (const user of [...taken, ...others]) {
        lookAt.add(user);
      }
    },
    decided(changes) {
      moves += 1;
      const users = new Set(lookAt === 'everyone' ? [] : lookAt);
      for (const { user } of changes) users.add(user);
      waiting = lookAt === 'everyone' ? lookAt : users;
    },
    applied(changes) {
      if (waiting === 'everyone') {
        return;
      }
      for (const { user } of changes) {
        waiting.delete(user);
      }
    },
    waits: (user) => waiting === 'everyone' || waiting.has(user),
    get waiting() {
      return waiting;
    },
    get state() {
      return waiting !== 'everyone' && waiting.size === 0 ? 0 : moves;
    },
  };
}

/** Both together. A set is copied in a quarter of the time that adding each of its members takes. */
function joined(set: Set<UserIndex>, more: Iterable<UserIndex>): Set<UserIndex> {
  if (set.size === 0) return new Set(more);
  for (const user of more) set.add(user);
  return set;
}
