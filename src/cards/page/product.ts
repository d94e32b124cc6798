import type { Seats } from '../../licensing/model/product-seats.ts';
import { isTroubled } from '../../licensing/model/subscription.ts';
import type { ProductPage } from '../../licensing/pages/product-page.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Card, Row, Section } from '../card.ts';
import { figure } from '../change/figures.ts';
import { plansOff, switchablePlans, withIdle } from '../change/plans-off.ts';
import { type ProductsQuestion, unknownOf } from '../question/products-question.ts';
import { bold, joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, sayCount, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, ownedSku, productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { forecastChart, forecastSentence, type SeatsForetold } from './forecast.ts';
import { seatsBar } from './products.ts';
import { offerMark, subscriptionSentences } from './subscription.ts';

interface ProductInput {
  readonly page: ProductPage;
  readonly mayChange: boolean;
  /** Asked how long its seats last. */
  readonly foretold?: SeatsForetold;
  /** What was asked of it: what the data cannot tell is said. */
  readonly question?: ProductsQuestion;
}

/** A product's page: seats, the groups that give it, how many services it has. */
export function productCard(context: ViewContext, { page, mayChange, foretold, question }: ProductInput): Card {
  const { kinds, summaries, numbers, buttons: texts } = context.texts.cards;
  const { seats, isForPeople, direct } = page;
  const product = productName(context, seats.skuId);
  const data = { sku: seats.skuId };
  const chart = foretold && forecastChart(context, seats, foretold);
  return {
    name: 'product',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, summaries.product, {
        product: textOfRuns(product),
        free: seats.free,
        seats: seats.owned,
      }),
      kind: kinds.productPage,
      title: product,
      subtitle: subtitle(context, page),
      sentences: [
        foretold === undefined ? [] : forecastSentence(context, seats, foretold),
        ...subscriptionSentences(context, [seats.skuId]),
        unknownOf(context, question),
      ],
      figures: [
        figure(context, seats.owned, ownedLabel(context, seats)),
        figure(context, seats.used, numbers.inUse),
        figure(context, seats.free, numbers.free, seats.free < 0 ? 'failures' : 'plain'),
      ],
      ...(chart === undefined ? { bar: seatsBar(context, seats) } : { chart }),
      sections: [groupsSection(context, page)],
      counted:
        direct === 0 ? [] : [{ count: '', runs: sayCount(context, context.texts.cards.products.direct, direct) }],
      buttons: buttons(
        mayChange && isForPeople && primary(texts.assign, { verb: 'assign-form', data }),
        button(texts.services, { verb: 'services', data }),
        button(texts.seats, { verb: 'seats', data: {} }),
      ),
      footer: { left: words(textOfRuns(services(context, seats.skuId))), right: timeText(context, context.now) },
    },
  };
}

/** Its code, whether it is a trial or free, and whether it is for the organization. */
function subtitle(context: ViewContext, { seats: { skuId }, isForPeople }: ProductPage): TextRuns {
  const marks = [offerMark(context, skuId), isForPeople ? '' : context.texts.cards.products.forOrganization].filter(
    (mark) => mark !== '',
  );
  return joined([name(ownedSku(context, skuId)?.skuPartNumber ?? skuId), ...marks.map((mark) => words(mark))], ', ');
}

/** What the first figure counts: seats that can be given out, or, where there are none, what is bought. */
function ownedLabel({ texts }: ViewContext, { subscription }: Seats): string {
  const { numbers, subscriptions } = texts.cards;
  if (subscription.state !== 'active') return subscriptions.numbers[subscription.state];
  return isTroubled(subscription) ? subscriptions.numbers.assignable : numbers.bought;
}

function services(context: ViewContext, skuId: string): TextRuns {
  return withIdle(
    context,
    skuId,
    sayCount(context, context.texts.cards.products.plansOf, switchablePlans(context, skuId).length),
  );
}

/** The groups whose template has it, largest first, with what they leave out. */
function groupsSection(context: ViewContext, { seats: { skuId }, groups, moreGroups }: ProductPage): Section {
  const { products: texts, counts, buttons: labels } = context.texts.cards;
  const rows: readonly Row[] = groups.map(({ groupId, members, disabledPlans }) => ({
    title: bold(groupLabel(context, groupId)),
    right: words(countText(context, counts.members, members)),
    state: null,
    detail: plansOff(context, skuId, disabledPlans),
    press: button(labels.showGroup, { verb: 'show-group', data: { group: groupId } }),
  }));
  const more = moreGroups > 0 ? [textRow(sayCount(context, counts.moreGroups, moreGroups))] : [];
  return rows.length === 0
    ? { heading: texts.groupsThatGive, rows: [textRow(words(texts.noGroups))] }
    : { heading: texts.groupsThatGive, rows: [...rows, ...more] };
}

function textRow(title: TextRuns): Row {
  return { title, right: [], state: null, detail: [], press: null };
}
