import type { GroupIndex, Tenant } from '../model/tenant.ts';
import { givesPeopleNothing } from '../rules/for-organization.ts';

/** What of a tenant makes good examples of sentences. */
export interface GoodExamples {
  /** Display names. */
  readonly group: string;
  /** A member of the group, where one has a name that is not too long. */
  readonly person?: string;
  /** The two products that most people have while some seats are free, or the only one. */
  readonly skuIds: readonly [string, ...string[]];
}

const LOOKED_AT = 500;
/** Longer names make no good examples, and a card of them would grow too large. */
const SPEAKABLE = 40;

/** With the largest group that can have licenses. Undefined for a tenant without groups or products. */
export function goodExamples(tenant: Tenant): GoodExamples | undefined {
  const group = largestGroup(tenant);
  const [first, second] = tenant.skus
    .map((sku, index) => ({ sku, seats: tenant.seats(index), free: tenant.seats(index) - tenant.consumed(index) }))
    .filter(({ sku }) => !givesPeopleNothing(sku))
    .filter(({ free }) => free > 0)
    .sort((a, b) => b.seats - a.seats)
    .map(({ sku }) => sku.skuId);
  if (group === undefined || first === undefined) return undefined;
  const person = tenant
    .members(group)
    .slice(0, LOOKED_AT)
    .map((member) => tenant.user(member).displayName)
    .find((displayName) => displayName.length <= SPEAKABLE);
  return {
    group: tenant.group(group).displayName,
    ...(person === undefined ? {} : { person }),
    skuIds: second === undefined ? [first] : [first, second],
  };
}

function largestGroup(tenant: Tenant): GroupIndex | undefined {
  let best: { readonly group: GroupIndex; readonly members: number } | undefined;
  for (let group = 0; group < Math.min(tenant.groupCount, LOOKED_AT); group += 1) {
    const { securityEnabled, membershipRule, displayName } = tenant.group(group);
    const members = tenant.memberCount(group);
    if (!securityEnabled || membershipRule !== null || displayName.length > SPEAKABLE) continue;
    if (members > (best?.members ?? -1)) best = { group, members };
  }
  return best?.group;
}
