import { button } from '../cards/buttons.ts';
import type { Card } from '../cards/card.ts';
import { bold, joined, name, textOf, words } from '../cards/runs.ts';
import { say, sayCount, summary, type ViewContext } from './context.ts';
import { textRow } from './group.ts';
import { productName } from './names.ts';
import { userPlansOf } from './services.ts';
import { timeText } from './time.ts';

/** What each of some products has that the others lack, and how much they share: services that people can have, by id. */
export function compareCard(context: ViewContext, skuIds: readonly string[]): Card {
  const { kinds, services, buttons: texts, preview } = context.texts.cards;
  const plans = skuIds.map((skuId) => userPlansOf(context, skuId));
  const ids = plans.map((of) => new Set(of.map(({ servicePlanId }) => servicePlanId)));
  const isIn = (planId: string, at: number) => ids[at]?.has(planId) === true;
  const shared = (plans[0] ?? []).filter(({ servicePlanId }) => ids.every((of) => of.has(servicePlanId))).length;
  const sections = skuIds.map((skuId, at) => {
    const own = (plans[at] ?? []).filter(({ servicePlanId: id }) =>
      ids.every((_, other) => other === at || !isIn(id, other)),
    );
    const named = own.map((plan) => name(context.catalogue.planName(plan.servicePlanId, plan.servicePlanName)));
    const heading = bold(say(context, services.onlyIn, { product: productName(context, skuId) }));
    return {
      heading: '',
      rows: [heading, ...(named.length === 0 ? [words(services.nothingElse)] : named)].map(textRow),
    };
  });
  const title = joined(
    skuIds.map((skuId) => productName(context, skuId)),
    ' · ',
  );
  return {
    name: 'services',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOf(title), textOf(sayCount(context, services.shared, shared))),
      kind: kinds.services,
      title,
      subtitle: [],
      sentences: [sayCount(context, services.shared, shared)],
      sections,
      inputs: [],
      note: [],
      buttons: [button(texts.seats, { verb: 'seats', data: {} })],
      footer: { left: words(preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}
