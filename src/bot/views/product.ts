import { givesPeopleNothing } from '../../core/licensing/for-organization.ts';
import { seatsOf } from '../../core/licensing/seats.ts';
import { isTroubled, subscriptionOf } from '../../core/licensing/subscription.ts';
import type { SkuIndex } from '../../core/licensing/tenant.ts';
import { button, buttons, primary } from '../cards/buttons.ts';
import type { Card, Row, Section } from '../cards/card.ts';
import { bold, joined, name, type Runs, textOf, words } from '../cards/runs.ts';
import { countText, sayCount, textFor, type ViewContext } from './context.ts';
import { figure } from './figures.ts';
import { productName } from './names.ts';
import { plansOff, userPlans, withIdle } from './plans-off.ts';
import { seatsBar } from './products.ts';
import { type ProductsQuestion, unknownOf } from './products-question.ts';
import { offerMark, subscriptionSentences } from './subscription.ts';
import { timeText } from './time.ts';

const GROUPS_SHOWN = 8;

export interface ProductInput {
  readonly sku: SkuIndex;
  readonly mayChange: boolean;
  /** People who have it directly, when somebody counted. */
  readonly direct?: number;
  /** What was asked of it: what the data cannot tell is said. */
  readonly question?: ProductsQuestion;
}

/** A product's page: seats, the groups that give it, how many services it has. */
export function productCard(context: ViewContext, { sku, mayChange, direct, question }: ProductInput): Card {
  const { kinds, summaries, numbers, buttons: texts } = context.texts.cards;
  const seats = seatsOf(context.tenant, sku);
  const product = productName(context, seats.skuId);
  const data = { sku: seats.skuId };
  const isGiven = !context.tenant.skus.some((one) => one.skuId === seats.skuId && givesPeopleNothing(one));
  return {
    name: 'product',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, summaries.product, {
        product: textOf(product),
        free: seats.free,
        seats: seats.owned,
      }),
      kind: kinds.productPage,
      title: product,
      subtitle: subtitle(context, sku),
      sentences: [...subscriptionSentences(context, [seats.skuId]), unknownOf(context, question)],
      figures: [
        figure(context, seats.owned, ownedLabel(context, sku)),
        figure(context, seats.used, numbers.inUse),
        figure(context, seats.free, numbers.free, seats.free < 0 ? 'failures' : 'plain'),
      ],
      bar: seatsBar(context, seats),
      sections: [groupsSection(context, seats.skuId)],
      counted:
        direct === undefined || direct === 0
          ? []
          : [{ count: '', runs: sayCount(context, context.texts.cards.products.direct, direct) }],
      buttons: buttons(
        mayChange && isGiven && primary(texts.assign, { verb: 'assign-form', data }),
        button(texts.services, { verb: 'services', data }),
        button(texts.seats, { verb: 'seats', data: {} }),
      ),
      footer: { left: words(textOf(services(context, seats.skuId))), right: timeText(context, context.now) },
    },
  };
}

/** Its code, whether it is a trial or free, and whether it is for the organization. */
function subtitle(context: ViewContext, sku: SkuIndex): Runs {
  const product = context.tenant.skus[sku];
  if (product === undefined) return [];
  const marks = [
    offerMark(context, product.skuId),
    givesPeopleNothing(product) ? context.texts.cards.products.forOrganization : '',
  ].filter((mark) => mark !== '');
  return joined([name(product.skuPartNumber), ...marks.map((mark) => words(mark))], ', ');
}

/** What the first figure counts: seats that can be given out, or, where there are none, what is bought. */
function ownedLabel(context: ViewContext, sku: SkuIndex): string {
  const { numbers, subscriptions } = context.texts.cards;
  const product = context.tenant.skus[sku];
  if (product === undefined) return numbers.bought;
  const subscription = subscriptionOf(product);
  if (subscription.state !== 'active') return subscriptions.numbers[subscription.state];
  return isTroubled(subscription) ? subscriptions.numbers.assignable : numbers.bought;
}

function services(context: ViewContext, skuId: string): Runs {
  return withIdle(
    context,
    skuId,
    sayCount(context, context.texts.cards.products.plansOf, userPlans(context, skuId).length),
  );
}

/** The groups whose template has it, largest first, with what they leave out. */
function groupsSection(context: ViewContext, skuId: string): Section {
  const { tenant } = context;
  const { products: texts, counts, buttons: labels } = context.texts.cards;
  const giving = Array.from({ length: tenant.groupCount }, (_, group) => group)
    .flatMap((group) => {
      const license = tenant.assignedLicenses(group).find((candidate) => candidate.skuId === skuId);
      return license === undefined ? [] : [{ group, license, members: tenant.members(group).length }];
    })
    .sort((a, b) => b.members - a.members);
  const rows: readonly Row[] = giving.slice(0, GROUPS_SHOWN).map(({ group, license, members }) => ({
    title: bold(name(tenant.group(group).displayName)),
    right: words(countText(context, counts.members, members)),
    state: null,
    detail: plansOff(context, skuId, license.disabledPlans),
    press: button(labels.showGroup, { verb: 'show-group', data: { group: tenant.group(group).id } }),
  }));
  const hidden = giving.length - rows.length;
  const more = hidden > 0 ? [textRow(sayCount(context, counts.moreGroups, hidden))] : [];
  return giving.length === 0
    ? { heading: texts.groupsThatGive, rows: [textRow(words(texts.noGroups))] }
    : { heading: texts.groupsThatGive, rows: [...rows, ...more] };
}

function textRow(title: Runs): Row {
  return { title, right: [], state: null, detail: [], press: null };
}
