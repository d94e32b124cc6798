import { planAliases, productAliases } from '../../core/catalogue/aliases.ts';
import type { Group, ServicePlanInfo, SubscribedSku } from '../../core/graph.ts';
import { givesPeopleNothing } from '../../core/licensing/for-organization.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import { button } from '../cards/buttons.ts';
import type { Example } from '../cards/card.ts';
import { literal } from '../cards/literal.ts';
import { name } from '../cards/runs.ts';
import type { ViewContext } from './context.ts';

/** The tenant's own names, as people would say them, for sentences that one may tap. */
export interface ExampleNames {
  readonly group: string;
  readonly product: string;
  /** Another product, a service of the first one, and a member of the group: where there are any. */
  readonly other?: string;
  readonly plan?: string;
  readonly person?: string;
}

const LOOKED_AT = 500;
/** Longer names make no good examples, and a card of them would grow too large. */
const SPEAKABLE = 40;
/** A service that many leave out: the example that people know from their own work. */
const OFTEN_TURNED_OFF = ['YAMMER_ENTERPRISE', 'SWAY', 'TEAMS1'];

/**
 * Names that make good examples: the largest group that can have licenses, and the two products that most people have
 * while some seats are free. Undefined for a tenant without groups or products.
 */
export function exampleNames(context: ViewContext): ExampleNames | undefined {
  const { tenant } = context;
  const group = largestGroup(tenant);
  const [product, other] = tenant.skus
    .map((sku, index) => ({ sku, seats: tenant.seats(index), free: tenant.seats(index) - tenant.consumed(index) }))
    .filter(({ sku }) => !givesPeopleNothing(sku))
    .filter(({ free }) => free > 0)
    .sort((a, b) => b.seats - a.seats)
    .map(({ sku }) => sku);
  if (group === undefined || product === undefined) return undefined;
  const plan = OFTEN_TURNED_OFF.map((wanted) =>
    product.servicePlans.find(({ servicePlanName }) => servicePlanName === wanted),
  ).find((found) => found !== undefined);
  const person = tenant
    .members(tenant.findGroup(group.id) ?? 0)
    .slice(0, LOOKED_AT)
    .map((member) => tenant.user(member).displayName)
    .find((displayName) => displayName.length <= SPEAKABLE);
  return {
    group: group.displayName,
    product: spokenProduct(context, product),
    ...(other === undefined ? {} : { other: spokenProduct(context, other) }),
    ...(plan === undefined ? {} : { plan: spokenPlan(context, plan) }),
    ...(person === undefined ? {} : { person }),
  };
}

/** "E3" where the tenant owns one product that it may mean, else the full name. */
function spokenProduct({ tenant, catalogue }: ViewContext, sku: SubscribedSku): string {
  const aliases = productAliases
    .filter(({ skuPartNumbers }) => {
      const owned = tenant.skus.filter(({ skuPartNumber }) => skuPartNumbers.includes(skuPartNumber));
      return owned.length === 1 && owned[0] === sku;
    })
    .map(({ alias }) => alias);
  return shortest(aliases) ?? catalogue.productName(sku.skuId, sku.skuPartNumber);
}

function spokenPlan({ catalogue }: ViewContext, plan: ServicePlanInfo): string {
  const aliases = planAliases
    .filter(({ servicePlanNamePatterns }) =>
      servicePlanNamePatterns.some((pattern) =>
        pattern.endsWith('_') ? plan.servicePlanName.startsWith(pattern) : plan.servicePlanName === pattern,
      ),
    )
    .map(({ alias }) => alias);
  return shortest(aliases) ?? catalogue.planName(plan.servicePlanId, plan.servicePlanName);
}

function shortest(aliases: readonly string[]): string | undefined {
  return aliases.toSorted((a, b) => a.length - b.length)[0];
}

function largestGroup(tenant: Tenant): Group | undefined {
  let best: { readonly group: Group; readonly members: number } | undefined;
  for (let index = 0; index < Math.min(tenant.groupCount, LOOKED_AT); index += 1) {
    const group = tenant.group(index);
    const members = tenant.members(index).length;
    if (!group.securityEnabled || group.membershipRule !== null || group.displayName.length > SPEAKABLE) continue;
    if (members > (best?.members ?? -1)) best = { group, members };
  }
  return best?.group;
}

/** A pattern with names in it, as somebody would type it. */
export function command(pattern: string, values: Readonly<Record<string, string | undefined>>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place);
}

/** A sentence to tap: it is said as if it had been typed. */
export function example(context: ViewContext, label: string, text: string): Example {
  const title = command(context.texts.cards.buttons.say, { text: literal(text) });
  return { label, runs: name(text), press: button(title, { verb: 'say', data: { text } }) };
}
