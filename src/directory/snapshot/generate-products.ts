import type { AssignedLicense, RuleData, ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';
import { type Random, seededRandom } from '../demo/random.ts';

const PRODUCTS = 30;
const PLANS_SHARED_BY_ALL = 8;
const PLANS_OF_A_PRODUCT = { from: 20, to: 60 };
const PRODUCTS_OF_A_TEMPLATE = { from: 1, to: 3 };

/** What makes people fail, by product number: seldom enough that most succeed, often enough that all reasons occur. */
const MAILBOX = { plan: 'MAIL_PLAN_1', products: [0, 1, 2] };
const OTHER_MAILBOX = { plan: 'MAIL_PLAN_2', products: [4] };
const RIVAL = { plan: 'CALLS_PLAN_1', products: [6] };
const OTHER_RIVAL = { plan: 'CALLS_PLAN_2', products: [7] };
const DEPENDENT = { plan: 'INSIGHTS', products: [8] };
const PREREQUISITE = { plan: 'STORAGE', products: [9, 10, 11, 12, 13, 14] };
const RESTRICTED = { plan: 'VOICE', products: [15] };
const SPECIAL = [MAILBOX, OTHER_MAILBOX, RIVAL, OTHER_RIVAL, DEPENDENT, PREREQUISITE, RESTRICTED];
const TIGHT: ReadonlySet<number> = new Set([16, 17, 18]);

export const RESTRICTED_LOCATIONS = ['IN', 'AE'] as const;

/** Enough for tight products to leave some people waiting, and for the others to leave none. */
const SEATS_PERCENT = { tight: 85, ample: 130 };

/** Products with 20–60 plans of which some are shared, before it is known how many seats they need. */
export function generateProducts(seed: number): readonly Omit<SubscribedSku, 'prepaidUnits'>[] {
  const random = seededRandom(seed);
  return Array.from({ length: PRODUCTS }, (_, product) => {
    const special = SPECIAL.filter(({ products }) => products.includes(product)).map(({ plan }) => plan);
    const shared = Array.from({ length: PLANS_SHARED_BY_ALL }, (_, plan) => `SHARED_${plan}`);
    const others = between(random, PLANS_OF_A_PRODUCT) - special.length - shared.length;
    const own = Array.from({ length: others }, (_, plan) => `PRODUCT_${product}_PLAN_${plan}`);
    return {
      skuId: idOf('1', product),
      skuPartNumber: `PRODUCT_${product}`,
      capabilityStatus: 'Enabled',
      appliesTo: 'User',
      servicePlans: [...special, ...shared, ...own].map(servicePlan),
    };
  });
}

/** The products with seats for those who are expected to want them. */
export function withSeats(
  products: readonly Omit<SubscribedSku, 'prepaidUnits'>[],
  expected: readonly number[],
): readonly SubscribedSku[] {
  return products.map((product, number) => {
    const percent = TIGHT.has(number) ? SEATS_PERCENT.tight : SEATS_PERCENT.ample;
    const enabled = Math.ceil(((expected[number] ?? 0) * percent) / 100);
    return { ...product, prepaidUnits: { enabled, warning: 0, suspended: 0, lockedOut: 0 } };
  });
}

/** One to three products, some with a few of their own plans off. */
export function generateTemplate(
  random: Random,
  products: readonly Omit<SubscribedSku, 'prepaidUnits'>[],
): readonly AssignedLicense[] {
  const chosen = new Set<number>();
  const size = between(random, PRODUCTS_OF_A_TEMPLATE);
  while (chosen.size < size) chosen.add(random.below(products.length));
  return [...chosen]
    .flatMap((number) => products.slice(number, number + 1))
    .map(({ skuId, servicePlans }) => {
      const own = servicePlans.slice(-8).map((plan) => plan.servicePlanId);
      return { skuId, disabledPlans: random.chance(30) ? own.slice(0, 1 + random.below(4)) : [] };
    });
}

/** The rules that the special plans of the products are there for. */
export const GENERATED_RULES: RuleData = {
  profile: 'stacking-2023',
  mutuallyExclusive: [
    { set: 'exchange-online', plans: [planId(MAILBOX.plan), planId(OTHER_MAILBOX.plan)] },
    { set: 'calls', plans: [planId(RIVAL.plan), planId(OTHER_RIVAL.plan)] },
  ],
  dependsOn: [{ plan: planId(DEPENDENT.plan), requiresAnyOf: [planId(PREREQUISITE.plan)] }],
  restrictedLocations: [{ plan: planId(RESTRICTED.plan), usageLocations: RESTRICTED_LOCATIONS }],
};

/** An id of the number-th thing of a kind, which is one hexadecimal digit. */
export function idOf(kind: string, number: number): string {
  return `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function servicePlan(servicePlanName: string): ServicePlanInfo {
  return { servicePlanId: planId(servicePlanName), servicePlanName, provisioningStatus: 'Success', appliesTo: 'User' };
}

/** The name in hexadecimal, its end where it is longer than an id: unique among the names here. */
function planId(servicePlanName: string): string {
  const hex = Buffer.from(servicePlanName).toString('hex').padStart(32, '0').slice(-32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function between(random: Random, { from, to }: { readonly from: number; readonly to: number }): number {
  return from + random.below(to - from + 1);
}
