import type { ServicePlanInfo } from '../../graph/types.ts';
import { button } from '../buttons.ts';
import type { Card } from '../card.ts';
import { userPlansOf } from '../change/services.ts';
import { bold, joined, name, textOfRuns, words } from '../runs.ts';
import { say, sayCount, summary, type ViewContext } from '../text/context.ts';
import { productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { textRow } from './group.ts';

/**
 * What each of some products has that the others lack, and how much they share: services that people can have, by what they
 * are called, as one service has a plan of its own in each kind of product.
 */
export function compareCard(context: ViewContext, skuIds: readonly string[]): Card {
  const { kinds, services, buttons: texts } = context.texts.cards;
  const called = skuIds.map((skuId) => new Set(userPlansOf(context, skuId).map((plan) => nameOf(context, plan))));
  const shared = [...(called[0] ?? [])].filter((service) => called.every((of) => of.has(service))).length;
  const sections = skuIds.map((skuId, at) => {
    const others = called.filter((_, other) => other !== at);
    const own = [...(called[at] ?? [])].filter((service) => !others.some((of) => of.has(service)));
    const heading = bold(say(context, services.onlyIn, { product: productName(context, skuId) }));
    return {
      heading: '',
      rows: [heading, ...(own.length === 0 ? [words(services.nothingElse)] : own.map((service) => name(service)))].map(
        textRow,
      ),
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
      fallbackText: summary(context, textOfRuns(title), textOfRuns(sayCount(context, services.shared, shared))),
      kind: kinds.services,
      title,
      subtitle: [],
      sentences: [sayCount(context, services.shared, shared)],
      sections,
      inputs: [],
      note: [],
      buttons: [button(texts.seats, { verb: 'seats', data: {} })],
      footer: { left: [], right: timeText(context, context.now) },
    },
  };
}

function nameOf({ catalogue }: ViewContext, { servicePlanId, servicePlanName }: ServicePlanInfo): string {
  return catalogue.planName(servicePlanId, servicePlanName);
}
