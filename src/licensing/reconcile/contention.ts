import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { SkuIndex, UserIndex } from '../model/tenant.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import type { Holdings } from './holdings.ts';
import type { Look } from './look.ts';
import type { SeatLedger } from './seat-ledger.ts';

export interface ContentionOptions {
  readonly tenant: MemoryTenant;
  readonly look: Look;
  readonly ledger: SeatLedger;
  readonly holdings: Holdings;
  /** People who are not settled. */
  readonly open: readonly UserIndex[];
  /** Not everybody is looked at: others may wait. */
  readonly isPartial: boolean;
}

/**
 * By product, 1: there may be more demand than seats. By a glance at the groups, and where that says little, person by
 * person. Leaves nothing to go on from in the look.
 */
export function* contendedProducts(options: ContentionOptions): Steps<Uint8Array> {
  const { tenant, ledger, isPartial } = options;
  const { waiting } = tenant;
  const isShort = (sku: SkuIndex) => isPartial && (waiting.isShort(sku) || waiting.isHeldBack(sku));
  const exceeds = (demand: Int32Array) =>
    Uint8Array.from(demand, (count, sku) => (isShort(sku) || count > ledger.free(sku) ? 1 : 0));
  const contended = exceeds(possibleDemand(options));
  const saysLittle = contended.filter((is, sku) => is === 1 && !isShort(sku)).length * 4 > contended.length;
  return saysLittle ? exceeds(yield* actualDemand(options)) : contended;
}

/** Everybody who lacks something of a group may want all of its products: too many, but at no cost. */
function possibleDemand({ tenant: { groups, skus }, look: { seen } }: ContentionOptions): Int32Array {
  const demand = new Int32Array(skus.length);
  groups.templates.forEach((template, group) => {
    if (template === undefined) return;
    const members = seen.members[group] as number;
    const lacking = Math.min(members, members * template.skus.length - (seen.given[group] as number));
    for (const sku of template.skus) demand[sku] = (demand[sku] as number) + lacking;
  });
  return demand;
}

function* actualDemand({ tenant, look, holdings, open }: ContentionOptions): Steps<Int32Array> {
  const demand = new Int32Array(tenant.skus.length);
  for (let index = 0; index < open.length; index++) {
    if (index % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
    look.load(open[index] as UserIndex);
    if (look.pending > 0) holdings.addDemand(look, demand);
  }
  return demand;
}
