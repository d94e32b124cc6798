import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { AssignedLicense, LicenseAssignmentError, LicenseAssignmentState } from '../../src/graph/types.ts';
import { type Errors, type Group, type Row, termsOf, type User } from './literal-terms.ts';

/*
 * The definition of one reconciliation, read literally: plain objects, Maps and Sets, in the order and in the words of
 * the definition. It shares nothing with the engine but Graph's types. It is slow, and it is the judge.
 */

interface Settled {
  readonly base: Row[];
  readonly swap: Row[];
  readonly dependency: Row[];
}

export interface LiteralResult {
  readonly rows: Map<string, LicenseAssignmentState[]>;
  readonly consumed: Map<string, number>;
  readonly seats: Map<string, number>;
  readonly assigned: number;
  readonly failed: number;
  readonly byError: Record<string, number>;
  readonly rounds: number;
  /** How often each thing happened, so that a generator can be asked whether it is nasty enough. */
  readonly seen: Map<string, number>;
}

const ACTIVE = { state: 'Active', error: null } as const;

const PRECEDENCE: readonly LicenseAssignmentError[] = [
  'ProhibitedInUsageLocationViolation',
  'MutuallyExclusiveViolation',
  'DependencyViolation',
  'UniquenessViolation',
  'CountViolation',
];

export function reconcileLiterally(snapshot: Snapshot, now: string): LiteralResult {
  const seen = new Map<string, number>();
  const saw = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

  const terms = termsOf(snapshot);
  const { seats, users, licensedGroups, licensed, comesBefore, gives, isWanted, isLeftAlone, isUnsure } = terms;
  const { plansOf, canBeGiven, enabled, prerequisites, meets, restricted, exclusiveSets, mailboxPlans } = terms;

  // ---- State of one user

  for (const user of users.values()) {
    for (const group of user.groups) {
      const isThere = (license: AssignedLicense) =>
        user.rows.some(
          (row) =>
            row.assignedByGroup === group.id &&
            row.skuId === license.skuId &&
            row.state === 'Active' &&
            (sameSet(row.disabledPlans, license.disabledPlans) ||
              (keptOf(user, row) && row.disabledPlans.every((plan) => license.disabledPlans.includes(plan)))),
        );
      if (group.template.every(isThere)) user.accepted.add(group);
    }
  }

  const isDeparting = (user: User, row: Row) => row.group !== null && !row.kept && !isWanted(user, row);

  function settle(user: User, accepted: ReadonlySet<Group>): Settled {
    const base: Row[] = user.held.filter((row) => row.group === null || row.kept);
    for (const group of user.groups) {
      if (accepted.has(group))
        base.push(...group.template.map((license) => ({ ...license, group: group.id, kept: false })));
      else base.push(...user.held.filter((row) => row.group === group.id && isWanted(user, row) && !row.kept));
    }

    const departing = user.held.filter((row) => isDeparting(user, row));
    const swap = departing.filter((row) => {
      const group = row.group === null ? undefined : licensed.get(row.group);
      return group?.memberIds.has(user.id) && !accepted.has(group);
    });

    const dependency: Row[] = [];
    for (;;) {
      const there = [...base, ...swap, ...dependency];
      const plans = enabled(there);
      const lacking = [...plans].flatMap((plan) => prerequisites(plan).filter((entry) => !meets(entry, plans)));
      const notThere = departing.filter((row) => !there.includes(row));
      const givers = notThere.filter((row) =>
        plansOf(row).some((plan) => lacking.some((entry) => entry.includes(plan))),
      );
      if (givers.length === 0) break;
      const first = givers.map((row) => row.group ?? '').reduce((a, b) => (comesBefore(b, a) ? b : a));
      dependency.push(...notThere.filter((row) => row.group === first));
    }
    return { base, swap, dependency };
  }
  const effective = ({ base, swap, dependency }: Settled): Row[] => [...base, ...swap, ...dependency];

  // ---- Seats: holders of a product, and in the first round those who are merely moved

  let round = 0;
  const consumers = new Map<string, Set<User>>();
  const countIn = (user: User) => {
    const skuIds = new Set([...user.atStart, ...user.held].map((row) => row.skuId));
    for (const skuId of skuIds) {
      const consumer = consumers.get(skuId) ?? new Set();
      consumers.set(skuId, consumer);
      const holds = user.held.some((row) => row.skuId === skuId);
      const had = user.atStart.some((row) => row.skuId === skuId);
      const isToCome = user.groups.some((group) => !user.accepted.has(group) && gives(group, skuId));
      if (holds || (round === 1 && had && isToCome)) consumer.add(user);
      else consumer.delete(user);
    }
  };
  const free = (skuId: string) => (seats.get(skuId) ?? 0) - (consumers.get(skuId)?.size ?? 0);

  // ---- Can group g be accepted for u?

  function judge(user: User, group: Group, together: readonly Group[]): Errors {
    const after = settle(user, new Set([...user.accepted, ...together]));
    const afterRows = effective(after);
    const afterPlans = enabled(afterRows);
    const withoutRetained = enabled(after.base);
    const nowPlans = enabled(user.held);
    const had = round === 1 ? [...user.held, ...user.atStart] : user.held;
    const hasMailbox = [...enabled(had)].some((plan) => mailboxPlans.has(plan));
    const errors: Errors = new Map();

    for (const license of group.template) {
      const plans = plansOf(license);
      const isProhibited = plans.some(
        (plan) => user.location !== null && restricted.get(plan)?.has(user.location.toUpperCase()),
      );
      const otherRows = afterRows.filter((row) => row.skuId !== license.skuId);
      const others = [...enabled(otherRows)];
      const isExcluded = exclusiveSets.some((set) =>
        plans.some((plan) => set.has(plan) && others.some((other) => other !== plan && set.has(other))),
      );
      const lacks = plans.some((plan) => prerequisites(plan).some((entry) => !meets(entry, withoutRetained)));
      const couldGive = plansOf({ skuId: license.skuId, disabledPlans: [] });
      const takesAway =
        user.held.some((row) => row.group === group.id && row.skuId === license.skuId && !row.kept) &&
        [...afterPlans].some(
          (plan) =>
            nowPlans.has(plan) &&
            prerequisites(plan).some(
              (entry) =>
                meets(entry, nowPlans) && !meets(entry, afterPlans) && couldGive.some((could) => entry.includes(could)),
            ),
        );
      const isDuplicate = plans.some((plan) => mailboxPlans.has(plan)) && !hasMailbox && user.hasSharedAddress;

      if (isProhibited) errors.set(license.skuId, 'ProhibitedInUsageLocationViolation');
      else if (isExcluded) errors.set(license.skuId, 'MutuallyExclusiveViolation');
      else if (lacks || takesAway) errors.set(license.skuId, 'DependencyViolation');
      else if (isDuplicate) errors.set(license.skuId, 'UniquenessViolation');
      else if (!canBeGiven(license.skuId)) errors.set(license.skuId, 'Other');
      if (isProhibited) saw('prohibited');
      else if (isExcluded) saw('excluded');
      else if (lacks) saw('lacks prerequisite');
      else if (takesAway) saw('takes prerequisite away');
      else if (isDuplicate) saw('duplicate address');
      else if (!canBeGiven(license.skuId)) saw('nobody can be given it');
    }
    if (errors.size === 0) {
      for (const { skuId } of group.template) {
        if (!had.some((row) => row.skuId === skuId) && free(skuId) <= 0) errors.set(skuId, 'CountViolation');
      }
      if (errors.size > 0) saw('no seat');
    }
    if (errors.size > 0) {
      for (const { skuId } of group.template) if (!errors.has(skuId)) errors.set(skuId, 'Other');
    }
    return errors;
  }

  function accept(user: User, groups: readonly Group[]): void {
    for (const group of groups) user.accepted.add(group);
    user.held = effective(settle(user, user.accepted));
    countIn(user);
  }

  function tryToAccept(user: User, group: Group): boolean {
    const errors = judge(user, group, [group]);
    user.errors.set(group, errors);
    if (errors.size === 0) {
      accept(user, [group]);
      return true;
    }
    const swapping = new Set(settle(user, user.accepted).swap.map((row) => row.group));
    let together = [group, ...user.groups.filter((other) => other !== group && swapping.has(other.id))];
    while (together.length > 0) {
      const fine = together.filter((one) => judge(user, one, together).size === 0);
      if (fine.length === together.length) {
        saw(fine.includes(group) ? 'accepted together' : 'others accepted together');
        accept(user, together);
        return true;
      }
      together = fine;
    }
    return false;
  }

  // ---- One reconciliation

  for (let changed = true; changed; ) {
    round++;
    changed = false;
    for (const user of users.values()) {
      const settled = effective(settle(user, user.accepted));
      if (user.held.some((row) => isDeparting(user, row) && !settled.includes(row))) {
        changed = true;
        saw('released');
      }
      user.held = settled;
    }
    for (const user of users.values()) countIn(user);
    for (const group of licensedGroups) {
      for (const user of group.members) {
        if (!user.accepted.has(group) && tryToAccept(user, group)) {
          changed = true;
          saw(round === 1 ? 'accepted in the first round' : 'accepted in a later round');
        }
      }
    }
  }

  // ---- Resulting rows

  const isKnown = ({ assignedByGroup }: LicenseAssignmentState) => terms.isGroup(assignedByGroup ?? '');
  /** What is kept because its group is gone need not say so, nor what is not kept because it is there. */
  const marked = (row: LicenseAssignmentState): LicenseAssignmentState => {
    const { kept, ...rest } = row;
    return (kept === undefined || kept !== isKnown(row) ? rest : row) as LicenseAssignmentState;
  };
  /** What is unsure and left alone is in no error through a group that is there. */
  const withoutError = (row: LicenseAssignmentState): LicenseAssignmentState => {
    const isOwned = snapshot.subscribedSkus.some(({ skuId }) => skuId === row.skuId);
    if (!isUnsure(row) || !isOwned || !isKnown(row) || row.error === null) return row;
    return { ...row, state: 'Disabled', error: null, words: { state: row.words?.state ?? null } };
  };
  const result = new Map<string, LicenseAssignmentState[]>();
  const byError: Record<string, number> = {};
  let assigned = 0;
  let failed = 0;
  for (const user of users.values()) {
    const wants = ({ skuId, assignedByGroup: group, disabledPlans }: LicenseAssignmentState) =>
      isWanted(user, { skuId, disabledPlans, group, kept: true });
    const kept = user.rows.filter((row) => keptOf(user, row));
    const rows: LicenseAssignmentState[] = [
      ...user.rows.filter((row) => row.assignedByGroup === null || isLeftAlone(user, row)).map(withoutError),
      ...kept.filter((row) => !wants(row)).map((row) => (isKnown(row) ? { ...row, ...ACTIVE } : row)),
    ];
    if (kept.length > 0) saw('kept');
    const { swap, dependency } = settle(user, user.accepted);
    for (const group of user.groups) {
      if (user.accepted.has(group)) {
        assigned++;
        for (const { skuId, disabledPlans } of group.template) {
          const isOfThis = (row: LicenseAssignmentState) => row.assignedByGroup === group.id && row.skuId === skuId;
          const own = kept.find(isOfThis);
          if (own) saw('kept beside what a group gives');
          if (user.rows.some((row) => isUnsure(row) && isOfThis(row))) saw('known again');
          rows.push({
            skuId,
            disabledPlans: own ? own.disabledPlans.filter((plan) => disabledPlans.includes(plan)) : disabledPlans,
            assignedByGroup: group.id,
            ...ACTIVE,
            ...(own ? { kept: true } : {}),
          });
        }
        continue;
      }
      failed++;
      const errors = user.errors.get(group) ?? new Map();
      const top = topReason(errors);
      byError[top] = (byError[top] ?? 0) + 1;
      for (const { skuId, disabledPlans } of group.template) {
        const held = user.held.find((row) => row.group === group.id && row.skuId === skuId);
        const error = errors.get(skuId) ?? 'Other';
        const unsure = user.rows.find(
          (row) => isUnsure(row) && row.assignedByGroup === group.id && row.skuId === skuId,
        );
        if (held) saw('held through a refused group');
        if (unsure) {
          saw('unsure and refused');
          const { state } = unsure.words ?? {};
          const said = error === unsure.error ? unsure.words : { state: state ?? null };
          rows.push({ ...unsure, state: 'Error', error, words: said });
          continue;
        }
        rows.push(
          held
            ? { ...stateOf(held), state: 'ActiveWithError', error, ...(held.kept ? { kept: true } : {}) }
            : { skuId, disabledPlans, assignedByGroup: group.id, state: 'Error', error },
        );
      }
      for (const row of swap) {
        if (row.group !== group.id) continue;
        saw('retained for a swap');
        rows.push({ ...stateOf(row), state: 'ActiveWithError', error: top });
      }
    }
    for (const row of dependency) {
      saw('retained for a dependency');
      rows.push({ ...stateOf(row), state: 'ActiveWithError', error: 'DependencyViolation', kept: false });
    }
    result.set(
      user.id,
      rows.map((row) => {
        const old = user.rows.find((one) => one.skuId === row.skuId && one.assignedByGroup === row.assignedByGroup);
        const stays =
          old && old.state === row.state && old.error === row.error && sameSet(old.disabledPlans, row.disabledPlans);
        return marked(stays ? old : { ...row, lastUpdatedDateTime: now });
      }),
    );
  }
  const consumed = new Map(
    snapshot.subscribedSkus.map(({ skuId }) => [
      skuId,
      [...users.values()].filter((user) => user.held.some((row) => row.skuId === skuId)).length,
    ]),
  );
  return { rows: result, consumed, seats, assigned, failed, byError, rounds: round, seen };
}

/** Is it one of the person's held rows that are kept? */
function keptOf(user: User, { skuId, assignedByGroup }: LicenseAssignmentState): boolean {
  return user.atStart.some((row) => row.kept && row.skuId === skuId && row.group === assignedByGroup);
}

function topReason(errors: Errors): LicenseAssignmentError {
  return PRECEDENCE.find((reason) => [...errors.values()].includes(reason)) ?? 'Other';
}

function sameSet(these: readonly string[], those: readonly string[]): boolean {
  return these.every((one) => those.includes(one)) && those.every((one) => these.includes(one));
}

function stateOf({ skuId, disabledPlans, group }: Row) {
  return { skuId, disabledPlans, assignedByGroup: group };
}
