import { explainUser, failuresOf, type UserFailure, type UserLicense } from './explain.ts';
import { isHeld, planReader } from './holdings.ts';
import { rulesOf } from './rules-of.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

/** Why somebody has a product, or does not. */
export type ProductAnswer =
  /** With every source; `failures` are groups that would give it as well and cannot. */
  | { readonly kind: 'held'; readonly license: UserLicense; readonly failures: readonly UserFailure[] }
  | { readonly kind: 'failed'; readonly failures: readonly UserFailure[] }
  /** Wanted by these groups, and nobody looked at the person since. */
  | { readonly kind: 'notProcessed'; readonly groups: readonly GroupIndex[] }
  /** A license that the directory has switched off. */
  | { readonly kind: 'disabled'; readonly license: UserLicense }
  /** No group of theirs gives it; these would. */
  | { readonly kind: 'notGiven'; readonly givenBy: readonly GroupIndex[] };

/** Why somebody has a plan, or does not. */
export type PlanAnswer =
  | { readonly kind: 'on'; readonly through: readonly PlanSource[] }
  /** They hold products with the plan, and each source of them turns it off. */
  | { readonly kind: 'off'; readonly through: readonly PlanSource[] }
  /** They do not hold a product with the plan; this is why, for each product that has it. */
  | {
      readonly kind: 'noProduct';
      readonly products: readonly { readonly skuId: string; readonly answer: ProductAnswer }[];
    };

export interface PlanSource {
  readonly skuId: string;
  /** The group, or null for a direct license. */
  readonly groupId: string | null;
}

export function whyProduct(tenant: Tenant, user: UserIndex, skuId: string): ProductAnswer {
  const license = explainUser(tenant, user).licenses.find((candidate) => candidate.skuId === skuId);
  const failures = failuresOf(tenant, user).filter(({ products }) =>
    products.some((product) => product.skuId === skuId),
  );
  if (license?.held) return { kind: 'held', license, failures };
  if (failures.length > 0) return { kind: 'failed', failures };
  if (license) return { kind: 'disabled', license };
  const givenBy = tenant
    .groupOrder()
    .filter((group) => tenant.givenLicenses(group).some((given) => given.skuId === skuId));
  const mine = new Set(tenant.groupsOf(user));
  const waiting = givenBy.filter((group) => mine.has(group));
  return waiting.length > 0 ? { kind: 'notProcessed', groups: waiting } : { kind: 'notGiven', givenBy };
}

export function whyPlan(tenant: Tenant, user: UserIndex, plan: string): PlanAnswer {
  const rules = rulesOf(tenant);
  const plansOf = planReader(tenant);
  const held = tenant.read(tenant.rows(user)).filter((row) => isHeld(row) && rules.userPlans(row.skuId).includes(plan));
  const source = ({ skuId, assignedByGroup: groupId }: (typeof held)[number]): PlanSource => ({ skuId, groupId });
  const on = held.filter((row) => plansOf(row).includes(plan));
  if (on.length > 0) return { kind: 'on', through: on.map(source) };
  if (held.length > 0) return { kind: 'off', through: held.map(source) };
  const skuIds = tenant.skus.map(({ skuId }) => skuId).filter((skuId) => rules.userPlans(skuId).includes(plan));
  return { kind: 'noProduct', products: skuIds.map((skuId) => ({ skuId, answer: whyProduct(tenant, user, skuId) })) };
}
