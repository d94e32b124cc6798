import type { LicenseAssignmentState } from '../../graph.ts';
import { byRows } from '../by-rows.ts';
import { isHeld, planReader } from '../holdings.ts';
import { rulesOf } from '../rules-of.ts';
import type { Tenant, UserIndex } from '../tenant.ts';

/** Somebody who takes a seat of a product, and could do without it: nothing else of theirs needs its plans (R26). */
export interface SeatHolder {
  readonly user: UserIndex;
  /** The held rows that give the product. */
  readonly sources: readonly LicenseAssignmentState[];
  /** Every plan of it comes from other products as well. */
  readonly covered: boolean;
}

/** Everybody who could do without the product, in file order. Cost: one look at everybody, equal rows read once. */
export function* seatHolders(tenant: Tenant, skuId: string): Iterable<SeatHolder> {
  const look = byRows(tenant, (rows) => {
    const held = tenant.read(rows).filter(isHeld);
    const sources = held.filter((row) => row.skuId === skuId);
    if (sources.length === 0 || isNeededByOthers(tenant, held, skuId)) return undefined;
    return { sources, covered: isCovered(tenant, held, skuId) };
  });
  for (let user = 0; user < tenant.userCount; user++) {
    const seen = look(tenant.rows(user));
    if (seen) yield { user, ...seen };
  }
}

function isCovered(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const elsewhere = new Set(held.filter((row) => row.skuId !== skuId && row.error === null).flatMap(plansOf));
  return held.filter((row) => row.skuId === skuId).every((row) => plansOf(row).every((plan) => elsewhere.has(plan)));
}

function isNeededByOthers(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const given = new Set(held.filter((row) => row.skuId === skuId).flatMap(plansOf));
  const others = new Set(held.filter((row) => row.skuId !== skuId).flatMap(plansOf));
  return [...others].some((plan) =>
    rulesOf(tenant)
      .prerequisites(plan)
      .some((anyOf) => anyOf.some((needed) => given.has(needed)) && !anyOf.some((needed) => others.has(needed))),
  );
}
