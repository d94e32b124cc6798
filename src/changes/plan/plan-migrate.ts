import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import { isHeld, planReader } from '../../licensing/model/holdings.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { KeptDirect, Note, Plan } from './plan.ts';

export interface Migration {
  readonly groupIds: readonly string[];
  /** None: every product of the groups' templates. */
  readonly skuIds: readonly string[];
  /** No more people than this now; absent: everybody. */
  readonly batch?: number;
}

type Verdict = 'covered' | KeptDirect;

/**
 * Takes direct copies of a group's products from its members where nobody loses anything by it: the person has it
 * directly, this group gives it too and without error, and the copy turns no service on that the sources that remain
 * lack. Every copy that stays is named with its reason.
 */
export function planMigrate(tenant: Tenant, { groupIds, skuIds, batch = Number.POSITIVE_INFINITY }: Migration): Plan {
  const groups = groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
  const notes: Note[] = [];
  const removals = new Map<UserIndex, Set<string>>();
  for (const group of groups) {
    const template = tenant.assignedLicenses(group).map((license) => license.skuId);
    const { id: groupId } = tenant.group(group);
    for (const skuId of skuIds.length > 0 ? skuIds : template) {
      if (!template.includes(skuId)) {
        notes.push({ kind: 'productNotThere', skuId, groupId });
        continue;
      }
      const { covered, kept } = directCopies(tenant, group, skuId);
      for (const user of covered) removals.set(user, (removals.get(user) ?? new Set()).add(skuId));
      notes.push(...keptNotes(tenant, { groupId, skuId, kept }));
    }
  }
  const now = [...removals].slice(0, batch);
  const left = removals.size - now.length;
  const userIds = now.map(([user]) => tenant.user(user).id);
  return {
    changes: now.map(([user, skus]): Change => removalOf(tenant.user(user).id, [...skus])),
    targetGroupIds: groups.map((group) => tenant.group(group).id),
    targetUserIds: userIds,
    notes: [...(left > 0 ? [{ kind: 'migrateBatch' as const, now: now.length, left }] : []), ...notes],
    wholeTenant: false,
  };
}

function removalOf(userId: string, removeLicenses: readonly string[]): Change {
  return { kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses };
}

interface Copies {
  readonly covered: readonly UserIndex[];
  readonly kept: readonly { readonly user: UserIndex; readonly why: KeptDirect }[];
}

/** The direct copies that a group's members hold of one of its products, in order of joining. */
function directCopies(tenant: Tenant, group: GroupIndex, skuId: string): Copies {
  const { id: groupId } = tenant.group(group);
  const plansOf = planReader(tenant);
  const covered: UserIndex[] = [];
  const kept: { user: UserIndex; why: KeptDirect }[] = [];
  for (const user of tenant.members(group)) {
    const rows = tenant.read(tenant.rows(user)).filter((row) => row.skuId === skuId);
    const direct = rows.find((row) => row.assignedByGroup === null);
    if (direct === undefined) continue;
    const why = verdict(rows, direct, { groupId, plansOf });
    if (why === 'covered') covered.push(user);
    else kept.push({ user, why });
  }
  return { covered, kept };
}

function verdict(
  rows: readonly LicenseAssignmentState[],
  direct: LicenseAssignmentState,
  { groupId, plansOf }: { readonly groupId: string; readonly plansOf: ReturnType<typeof planReader> },
): Verdict {
  const through = rows.find((row) => row.assignedByGroup === groupId);
  if (through === undefined) return { reason: 'notThroughGroup' };
  if (!isGiven(through)) return { reason: 'failsThroughGroup' };
  const remaining = new Set(rows.filter((row) => row !== direct && isGiven(row)).flatMap(plansOf));
  const more = isHeld(direct) ? plansOf(direct).filter((plan) => !remaining.has(plan)) : [];
  return more.length === 0 ? 'covered' : { reason: 'morePlans', servicePlanIds: more };
}

/** A row in error gives nothing that one can rely on. */
function isGiven(row: LicenseAssignmentState): boolean {
  return isHeld(row) && row.error === null;
}

/** One note for each reason, with everybody whom it keeps. */
function keptNotes(
  tenant: Tenant,
  { groupId, skuId, kept }: { readonly groupId: string; readonly skuId: string; readonly kept: Copies['kept'] },
): readonly Note[] {
  const byReason = new Map<string, { readonly why: KeptDirect; readonly userIds: string[] }>();
  for (const { user, why } of kept) {
    const key = JSON.stringify(why);
    const known = byReason.get(key) ?? { why, userIds: [] };
    known.userIds.push(tenant.user(user).id);
    byReason.set(key, known);
  }
  return [...byReason.values()].map(({ why, userIds }) => ({ kind: 'keptDirect', groupId, skuId, why, userIds }));
}
