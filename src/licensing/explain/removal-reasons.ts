import { isHeld, ruledPlanReader } from '../model/holdings.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { RowFailure } from './failures.ts';
import type { CauseDetail, CauseReason } from './status.ts';

/**
 * Why products that a group no longer gives linger on a person: an enabled plan from elsewhere needs a plan that only
 * they give (R26, R28).
 */
export function reasonsOfRemoval(tenant: Tenant, user: UserIndex, failure: RowFailure): readonly CauseReason[] {
  const plansOf = ruledPlanReader(tenant);
  const { id } = tenant.group(failure.group);
  const held = tenant.read(tenant.rows(user)).filter(isHeld);
  const lingering = new Set(failure.rows);
  const remaining = held.filter((row) => row.assignedByGroup !== id || !lingering.has(row));
  const lasting = new Set(remaining.filter((row) => row.error === null).flatMap(plansOf));
  const needing = [...new Set(remaining.flatMap(plansOf))].flatMap((plan) =>
    rulesOf(tenant)
      .prerequisites(plan)
      .filter((anyOf) => !anyOf.some((needed) => lasting.has(needed)))
      .map((requiresAnyOf): CauseDetail & { kind: 'dependency' } => ({ kind: 'dependency', plan, requiresAnyOf })),
  );
  const reasons = failure.rows.map((row): CauseReason => {
    const given = plansOf(row);
    const detail = needing.find(({ requiresAnyOf }) => requiresAnyOf.some((plan) => given.includes(plan)));
    return { skuId: row.skuId, error: row.error ?? 'Other', detail: detail ?? { kind: 'unknown' } };
  });
  return [...reasons].sort((a, b) => Number(a.detail.kind === 'unknown') - Number(b.detail.kind === 'unknown'));
}
