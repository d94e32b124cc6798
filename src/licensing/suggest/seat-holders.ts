import type { LicenseAssignmentState } from '../../graph/types.ts';
import { isHeld, planReader } from '../model/holdings.ts';
import { peopleHolding } from '../model/rows-glance.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';

/** Somebody who takes a seat of a product. */
interface SeatHolder {
  readonly user: UserIndex;
  readonly held: readonly LicenseAssignmentState[];
  /** Those of the held rows that give the product. */
  readonly sources: readonly LicenseAssignmentState[];
}

/** Everybody who holds the product, in file order. */
export function* seatHolders(tenant: Tenant, skuId: string): Iterable<SeatHolder> {
  for (const user of peopleHolding(tenant, tenant.findSku(skuId) ?? -1)) {
    const held = tenant.read(tenant.rows(user)).filter(isHeld);
    yield { user, held, sources: held.filter((row) => row.skuId === skuId) };
  }
}

/** Every plan of the product comes from their other products as well. */
export function isCovered(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const elsewhere = new Set(held.filter((row) => row.skuId !== skuId && row.error === null).flatMap(plansOf));
  return held.filter((row) => row.skuId === skuId).every((row) => plansOf(row).every((plan) => elsewhere.has(plan)));
}

/** Another product of theirs has a plan that needs one of this product (R26). */
export function isNeededByOthers(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const given = new Set(held.filter((row) => row.skuId === skuId).flatMap(plansOf));
  const others = new Set(held.filter((row) => row.skuId !== skuId).flatMap(plansOf));
  return [...others].some((plan) =>
    rulesOf(tenant)
      .prerequisites(plan)
      .some((anyOf) => anyOf.some((needed) => given.has(needed)) && !anyOf.some((needed) => others.has(needed))),
  );
}
