import type { Unknown } from '../../changes/plan/find-people.ts';
import { isUnseen } from '../../changes/plan/find-people.ts';
import { isHeld } from '../model/holdings.ts';
import type { Tenant } from '../model/tenant.ts';
import { withdrawProduct } from './free-seats.ts';
import { isCovered, isNeededByOthers, seatHolders } from './seat-holders.ts';

/** Why somebody does not need a seat; the first that is so. `covered`: other products of theirs have every service of it. */
type WithoutNeed = 'disabled' | 'covered' | 'unseen';

export interface Reclaimable {
  readonly skuId: string;
  readonly people: readonly {
    readonly userId: string;
    readonly why: WithoutNeed;
    /** Other products that they have. */
    readonly otherSkuIds: readonly string[];
  }[];
  /** How those seats come free: out of a group, or a direct license taken (null). Of some nothing here can be taken. */
  readonly ways: readonly { readonly groupId: string | null; readonly userIds: readonly string[] }[];
}

export interface ReclaimAsked {
  /** None: of every product. */
  readonly skuIds: readonly string[];
  /** ISO 8601: who has not signed in since needs no seat. */
  readonly notSeenSince: string;
}

export interface ReclaimFound {
  /** Products of which some seat is held without need, most first. */
  readonly products: readonly Reclaimable[];
  /** Nothing is known of who signed in. */
  readonly unknown?: Extract<Unknown, 'signInActivity'>;
}

/** Who holds a seat without need. Cost: everybody who holds one of the products. */
export function reclaimable(tenant: Tenant, { skuIds, notSeenSince }: ReclaimAsked): ReclaimFound {
  const wanted = skuIds.length === 0 ? tenant.skus.map(({ skuId }) => skuId) : skuIds;
  let isSignInKnown = false;
  const products = wanted.map((skuId): Reclaimable => {
    const people: Reclaimable['people'][number][] = [];
    const ways = new Map<string | null, string[]>();
    for (const { user, held, sources } of seatHolders(tenant, skuId)) {
      const person = tenant.user(user);
      isSignInKnown ||= person.signInActivity !== undefined;
      const isDirect = sources.every(({ assignedByGroup }) => assignedByGroup === null);
      const why: WithoutNeed | undefined = !person.accountEnabled
        ? 'disabled'
        : isDirect && isCovered(tenant, held, skuId)
          ? 'covered'
          : isUnseen(person, notSeenSince)
            ? 'unseen'
            : undefined;
      if (why === undefined || isNeededByOthers(tenant, held, skuId)) continue;
      const otherSkuIds = [...new Set(held.filter(isHeld).map((row) => row.skuId))].filter((id) => id !== skuId);
      people.push({ userId: person.id, why, otherSkuIds });
      for (const change of withdrawProduct(tenant, user, sources) ?? []) {
        const groupId = change.kind === 'removeMember' ? change.groupId : null;
        ways.set(groupId, [...(ways.get(groupId) ?? []), person.id]);
      }
    }
    return { skuId, people, ways: [...ways].map(([groupId, userIds]) => ({ groupId, userIds })) };
  });
  return {
    products: products.filter(({ people }) => people.length > 0).sort((a, b) => b.people.length - a.people.length),
    ...(isSignInKnown ? {} : { unknown: 'signInActivity' as const }),
  };
}
