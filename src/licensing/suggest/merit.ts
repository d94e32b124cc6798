import { type Candidate, type CauseQuestion, reasonsIn } from './candidate.ts';
import type { Suggestion } from './suggestion.ts';

/** What suggestions are ranked by, in numbers. */
export interface Merit {
  readonly fixes: number;
  readonly partlyFixes: number;
  readonly alsoTouched: number;
  readonly changes: number;
}

type Weighable = Pick<Suggestion, 'fixes' | 'partlyFixes' | 'alsoTouched' | 'changes'>;

/** Best first: most people fixed, then partly fixed, fewest others touched, fewest changes. */
export function compareMerit(a: Merit, b: Merit): number {
  return b.fixes - a.fixes || b.partlyFixes - a.partlyFixes || a.alsoTouched - b.alsoTouched || a.changes - b.changes;
}

export function byMerit(a: Weighable, b: Weighable): number {
  return compareMerit(meritOf(a), meritOf(b));
}

export function meritOf({ fixes, partlyFixes, alsoTouched, changes }: Weighable): Merit {
  return {
    fixes: fixes.length,
    partlyFixes: partlyFixes.length,
    alsoTouched: alsoTouched.length,
    changes: changes.length,
  };
}

/**
 * The most that a candidate can come to. Nobody is freed but those whom it reaches, unless seats or addresses pass from
 * one to another; and of a group whose template changes, everybody who has the products through it is touched.
 */
export function promiseOf(question: CauseQuestion, { kind, changes }: Candidate): Merit {
  const { tenant, cause, failing, known } = question;
  if (kind === 'splitTemplate') {
    return { fixes: 0, partlyFixes: failing.size, alsoTouched: 0, changes: changes.length };
  }
  const groups = new Set<number>();
  for (const change of changes) {
    const group = change.kind === 'assignGroupLicense' ? tenant.findGroup(change.groupId) : undefined;
    if (group !== undefined) groups.add(group);
  }
  const reached = new Set(cause.users);
  let alsoTouched = 0;
  for (const group of groups) {
    const members = tenant.members(group).filter((user) => failing.has(user));
    for (const user of members) reached.add(user);
    alsoTouched = Math.max(alsoTouched, known.assigned(group) - members.length);
  }
  const fixes = passesOn(question) ? failing.size : reached.size;
  return { fixes, partlyFixes: 0, alsoTouched, changes: changes.length };
}

/** What one person gives up, another one in the group may wait for. */
function passesOn({ tenant, cause, known }: CauseQuestion): boolean {
  return (
    known
      .of(cause.group)
      .causes.some((other) =>
        reasonsIn(other).some(({ detail }) => detail.kind === 'seats' || detail.kind === 'duplicateAddress'),
      ) || tenant.givenLicenses(cause.group).length === 0
  );
}
