import { planAliases, productAliases } from '../../catalogue/aliases.ts';
import type { ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';
import type { GoodExamples } from '../../licensing/pages/good-examples.ts';
import { button } from '../buttons.ts';
import type { Example } from '../card.ts';
import { literal } from '../literal.ts';
import { name } from '../runs.ts';
import type { ViewContext } from '../text/context.ts';

/** The tenant's own names, as people would say them, for sentences that one may tap. */
export interface ExampleNames {
  readonly group: string;
  readonly product: string;
  /** Another product, a service of the first one, and a member of the group: where there are any. */
  readonly other?: string;
  readonly plan?: string;
  readonly person?: string;
}

/** A service that many leave out: the example that people know from their own work. */
const OFTEN_TURNED_OFF = ['YAMMER_ENTERPRISE', 'SWAY', 'TEAMS1'];

/** The same as people would say them. */
export function exampleNames(context: ViewContext, good: GoodExamples | undefined): ExampleNames | undefined {
  const [product, other] = (good?.skuIds ?? []).flatMap((skuId) => context.labels.sku(skuId) ?? []);
  if (good === undefined || product === undefined) return undefined;
  const plan = OFTEN_TURNED_OFF.map((wanted) =>
    product.servicePlans.find(({ servicePlanName }) => servicePlanName === wanted),
  ).find((found) => found !== undefined);
  return {
    group: good.group,
    product: spokenProduct(context, product),
    ...(other === undefined ? {} : { other: spokenProduct(context, other) }),
    ...(plan === undefined ? {} : { plan: spokenPlan(context, plan) }),
    ...(good.person === undefined ? {} : { person: good.person }),
  };
}

/** "E3" where the tenant owns one product that it may mean, else the full name. */
function spokenProduct({ labels, catalogue }: ViewContext, sku: SubscribedSku): string {
  const aliases = productAliases
    .filter(({ skuPartNumbers }) => {
      const owned = labels.skus.filter(({ skuPartNumber }) => skuPartNumbers.includes(skuPartNumber));
      return owned.length === 1 && owned[0]?.skuId === sku.skuId;
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

/** A pattern with names in it, as somebody would type it. */
export function exampleCommand(pattern: string, values: Readonly<Record<string, string | undefined>>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place);
}

/** A sentence to tap: it is said as if it had been typed. */
export function example(context: ViewContext, label: string, text: string): Example {
  const title = exampleCommand(context.texts.cards.buttons.say, { text: literal(text) });
  return { label, runs: name(text), press: button(title, { verb: 'say', data: { text } }) };
}
