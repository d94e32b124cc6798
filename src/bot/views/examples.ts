import type { Group, SubscribedSku } from '../../core/graph.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import type { Example } from '../cards/card.ts';
import { literal } from '../cards/literal.ts';
import { name } from '../cards/runs.ts';
import type { ViewContext } from './context.ts';

/** The tenant's own names, for sentences that one may tap. */
export interface ExampleNames {
  readonly group: Group;
  readonly product: SubscribedSku;
  readonly otherProduct: SubscribedSku | undefined;
  readonly plan: string | undefined;
  readonly person: string;
}

const GROUPS_LOOKED_AT = 500;
const PLAN_EVERYBODY_KNOWS = /YAMMER|SWAY|TEAMS/;

/**
 * Names that make good examples: the largest group that could get licenses and the product with most free seats.
 * Undefined for a tenant without groups or products.
 */
export function exampleNames({ tenant, catalogue }: ViewContext): ExampleNames | undefined {
  const group = largestGroup(tenant);
  const [product, otherProduct] = tenant.skus
    .map((sku, index) => ({ sku, free: tenant.seats(index) - tenant.consumed(index) }))
    .sort((a, b) => b.free - a.free)
    .map(({ sku }) => sku);
  if (group === undefined || product === undefined) return undefined;
  const plan = product.servicePlans.find((candidate) => PLAN_EVERYBODY_KNOWS.test(candidate.servicePlanName));
  const member = tenant.members(tenant.findGroup(group.id) ?? 0)[0];
  return {
    group,
    product,
    otherProduct,
    plan: plan && catalogue.planName(plan.servicePlanId, plan.servicePlanName),
    person: member === undefined ? '' : tenant.user(member).displayName,
  };
}

function largestGroup(tenant: Tenant): Group | undefined {
  let best: { readonly group: Group; readonly members: number } | undefined;
  for (let index = 0; index < Math.min(tenant.groupCount, GROUPS_LOOKED_AT); index += 1) {
    const group = tenant.group(index);
    const members = tenant.members(index).length;
    if (group.securityEnabled && group.membershipRule === null && members > (best?.members ?? -1)) best = { group, members };
  }
  return best?.group;
}

/** A sentence to tap: it is said as if it had been typed. */
export function example(context: ViewContext, label: string, pattern: string, values: Readonly<Record<string, string>> = {}): Example {
  const text = pattern.replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place);
  return {
    label,
    runs: name(text),
    press: {
      title: context.texts.cards.buttons.say.replace('{text}', () => literal(text)),
      style: 'default',
      secondary: false,
      press: { verb: 'say', data: { text } },
      form: null,
    },
  };
}
