import { explainUser, failuresOf, type UserFailure, type UserLicense } from './explain.ts';
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
