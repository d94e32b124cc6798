import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { explainUser, type PersonFailure, personFailures, type UserLicense } from './explain.ts';

/** Why somebody has a product, or does not. Plain JSON, in ids. */
export type ProductAnswer =
  /** With every source; `failures` are groups that would give it as well and cannot. */
  | { readonly kind: 'held'; readonly license: UserLicense; readonly failures: readonly PersonFailure[] }
  | { readonly kind: 'failed'; readonly failures: readonly PersonFailure[] }
  /** Wanted by these groups, and nobody looked at the person since. */
  | { readonly kind: 'notProcessed'; readonly groupIds: readonly string[] }
  /** A license that the directory has switched off. */
  | { readonly kind: 'disabled'; readonly license: UserLicense }
  /** No group of theirs gives it; these would. */
  | { readonly kind: 'notGiven'; readonly givenBy: readonly string[] };

/** What fails for a person, and of each product that was asked about why they have it or not. Plain JSON, in ids. */
export interface PersonWhy {
  readonly failures: readonly PersonFailure[];
  readonly products: readonly { readonly skuId: string; readonly answer: ProductAnswer }[];
}

/** Undefined for somebody whom the tenant does not have. */
export function personWhy(tenant: Tenant, userId: string, skuIds: readonly string[]): PersonWhy | undefined {
  const user = tenant.findUser(userId);
  if (user === undefined) return undefined;
  return {
    failures: personFailures(tenant, user),
    products: skuIds.map((skuId) => ({ skuId, answer: whyProduct(tenant, user, skuId) })),
  };
}

export function whyProduct(tenant: Tenant, user: UserIndex, skuId: string): ProductAnswer {
  const license = explainUser(tenant, user).licenses.find((candidate) => candidate.skuId === skuId);
  const failures = personFailures(tenant, user).filter(({ products }) =>
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
  const idsOf = (groups: readonly GroupIndex[]) => groups.map((group) => tenant.group(group).id);
  return waiting.length > 0
    ? { kind: 'notProcessed', groupIds: idsOf(waiting) }
    : { kind: 'notGiven', givenBy: idsOf(givenBy) };
}
