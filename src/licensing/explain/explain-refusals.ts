import type { Change, Refusal } from '../change.ts';
import { applyChange } from '../model/apply-change.ts';
import { isHeld, ruledPlanReader } from '../model/holdings.ts';
import { inLine } from '../model/in-line.ts';
import { memoryOf } from '../model/memory-tenant.ts';
import type { Tenant } from '../model/tenant.ts';
import { rowsIfAssigned } from '../reconcile/assign-user-license.ts';
import { seatHolders } from '../suggest/seat-holders.ts';
import { reasonById } from './failure-cause.ts';
import { reasonsOfDirect } from './reasons.ts';
import type { CauseReason } from './status.ts';

type DirectRefusal = Extract<Refusal, { readonly kind: 'directAssignmentFails' }>;
type DirectChange = Extract<Change, { readonly kind: 'assignUserLicense' }>;

/** What stands in the way of one direct license. Plain JSON, in ids. */
export interface DirectReason {
  readonly userId: string;
  readonly reason: CauseReason<string>;
  /** `removal`: it was to be taken away, and something still needs it. */
  readonly on: 'assignment' | 'removal';
  /** Where a prerequisite is missing: the products of the tenant that would give it. */
  readonly givers: readonly string[];
  /** Where seats are missing: blocked accounts that hold one, and how many people wait for one already. */
  readonly blocked: readonly string[];
  readonly waiting: number;
  /** By what the first of those has the product: groups, or null for a direct license. */
  readonly blockedBy: readonly (string | null)[];
}

/**
 * What is in the way of the direct licenses that the directory would not take, in the order of the refusals; the tenant is as
 * before. Each is looked at as it would have been made, after the changes before it.
 */
export function explainRefusals(
  tenant: Tenant,
  changes: readonly Change[],
  refusals: readonly Refusal[],
): readonly DirectReason[] {
  const direct = refusals.filter((refusal): refusal is DirectRefusal => refusal.kind === 'directAssignmentFails');
  if (direct.length === 0) return [];
  return tenant.attempt(
    () =>
      changes.flatMap((change) => {
        const own = change.kind === 'assignUserLicense' ? direct.filter(({ userId }) => userId === change.userId) : [];
        const found = change.kind === 'assignUserLicense' ? own.flatMap((one) => reasonsFor(tenant, change, one)) : [];
        applyChange(tenant, change);
        return found;
      }),
    { discardRows: true },
  );
}

function reasonsFor(tenant: Tenant, change: DirectChange, { userId, skuId, error }: DirectRefusal): DirectReason[] {
  const memory = memoryOf(tenant);
  const user = tenant.findUser(userId);
  if (user === undefined) return [];
  const on = change.removeLicenses.includes(skuId) ? 'removal' : 'assignment';
  const plansOf = ruledPlanReader(tenant);
  const expected = rowsIfAssigned(memory, user, change)
    .filter(isHeld)
    .map((row) => ({
      skuId: row.skuId,
      groupId: row.assignedByGroup,
      plans: plansOf(row),
      retained: row.assignedByGroup !== null && !memory.wants(user, row.assignedByGroup, row.skuId),
    }));
  return reasonsOfDirect(tenant, { user, skuId, error, expected }).map((reason) => ({
    userId: tenant.user(user).id,
    reason: reasonById(tenant, reason),
    on,
    givers: giversOf(tenant, reason),
    ...seatsOf(tenant, reason),
  }));
}

/** Products that people can be given and that have one of the plans that are missing. */
function giversOf(tenant: Tenant, { detail, skuId }: CauseReason): readonly string[] {
  if (detail.kind !== 'dependency') return [];
  const { userPlans } = memoryOf(tenant).indexedRules;
  return tenant.skus
    .filter((sku, index) => sku.skuId !== skuId && tenant.seats(index) > tenant.consumed(index))
    .map((sku) => sku.skuId)
    .filter((id) => userPlans(id).some((plan) => detail.requiresAnyOf.includes(plan)));
}

function seatsOf(
  tenant: Tenant,
  { detail, skuId }: CauseReason,
): Pick<DirectReason, 'blocked' | 'blockedBy' | 'waiting'> {
  if (detail.kind !== 'seats') return { blocked: [], blockedBy: [], waiting: 0 };
  const blocked = [...seatHolders(tenant, skuId)]
    .map(({ user }) => user)
    .filter((user) => !tenant.user(user).accountEnabled);
  const waiting = new Set([...inLine(tenant, tenant.findSku(skuId) ?? -1)].map(({ user }) => user)).size;
  const [first] = blocked;
  const rows = first === undefined ? [] : tenant.read(tenant.rows(first)).filter((row) => row.skuId === skuId);
  return {
    blocked: blocked.map((user) => tenant.user(user).id),
    blockedBy: rows.map(({ assignedByGroup }) => assignedByGroup),
    waiting,
  };
}
