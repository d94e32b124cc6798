import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import type { CauseDetail, CauseReason } from '../../licensing/explain/status.ts';
import { isTroubled } from '../../licensing/model/subscription.ts';
import { type Plural, pluralOf } from '../../words/format.ts';
import { seatsText, subscriptionIn } from '../page/subscription.ts';
import { anyOf } from '../question/alternatives.ts';
import { bold, joined, type TextRuns, words } from '../runs.ts';
import { say, textFor, type ViewContext } from '../text/context.ts';
import {
  addressName,
  country,
  groupNames,
  planLabels,
  planName,
  productName,
  some,
  userNameById,
} from '../text/names.ts';

const OTHERS_NAMED = 3;

/** Whom a reason holds back: how many, and the first of them. */
type People = Pick<FailureCause, 'people' | 'userIds'>;

type NoSeats = Extract<CauseDetail, { readonly kind: 'seats' }>;
type Conflict = Extract<CauseDetail, { readonly kind: 'conflict' }>;

/** The portal's words for the reason. */
export function reasonText({ texts }: ViewContext, cause: Pick<FailureCause, 'error' | 'on'>): string {
  const { reasons } = texts.cards;
  return cause.on === 'removal' && cause.error === 'DependencyViolation'
    ? reasons.DependencyViolationOnRemoval
    : reasons[cause.error];
}

/** "Office 365 E1 through **Kiosk users**": the cause in a few words. */
export function shortCause(context: ViewContext, cause: CauseReason<string> & People): TextRuns {
  const texts = context.texts.cards.causes;
  const { detail } = cause;
  const product = productName(context, cause.skuId);
  switch (detail.kind) {
    case 'conflict':
      return say(context, sourcePattern(detail, [texts.shortThrough, texts.shortDirectly, texts.shortBoth]), {
        product: productName(context, detail.otherSkuId),
        sources: bold(sourceGroups(context, detail)),
      });
    case 'dependency':
      return say(context, texts.shortDependency, {
        plan: planName(context, detail.plan),
        requires: anyOf(context, detail.requiresAnyOf),
      });
    case 'location':
      return say(context, texts.shortLocation, {
        plan: planName(context, detail.plan),
        country: country(context, detail.usageLocation),
      });
    case 'duplicateAddress':
      return say(context, texts.shortDuplicate, { address: addressName(detail.address) });
    case 'seats':
      return say(context, texts.shortSeats, {
        product: troubledProduct(context, cause.skuId, detail),
        waiting: cause.people,
      });
    case 'notAssignable':
    case 'unknown':
      return say(context, texts.shortUnknown, { product });
    default:
      return detail satisfies never;
  }
}

/** Why, in full sentences: "They have **Office 365 E1** through **Kiosk users**. Its … cannot stand beside … ." */
export function causeSentences(
  context: ViewContext,
  cause: CauseReason<string> & People & Pick<FailureCause, 'on'>,
): TextRuns {
  const texts = context.texts.cards.causes;
  const { detail } = cause;
  const product = productName(context, cause.skuId);
  switch (detail.kind) {
    case 'conflict':
      return explainConflict(context, cause, detail);
    case 'dependency':
      return say(context, cause.on === 'removal' ? texts.dependencyOnRemoval : formOf(texts.dependency, cause), {
        plan: planName(context, detail.plan),
        requires: anyOf(context, detail.requiresAnyOf),
        person: personOf(context, cause),
        product,
      });
    case 'location':
      return say(context, detail.inherited ? texts.locationInherited : texts.location, {
        plan: planName(context, detail.plan),
        product,
        country: country(context, detail.usageLocation),
      });
    case 'duplicateAddress':
      return say(context, texts.duplicate, {
        address: addressName(detail.address),
        others: some(
          context,
          detail.others.map((id) => userNameById(context, id)),
          { at: OTHERS_NAMED },
        ),
      });
    case 'seats':
      return say(context, texts.seats, {
        product,
        seats: seatsOf(context, cause.skuId, detail),
        consumed: detail.consumed,
        waiting: cause.people,
      });
    case 'notAssignable':
      return say(context, context.texts.cards.refusals.notAssignable, { product });
    case 'unknown':
      return say(context, texts.unknown);
    default:
      return detail satisfies never;
  }
}

/** The product, and its seats where something is wrong with them. */
function troubledProduct(context: ViewContext, skuId: string, detail: NoSeats): TextRuns {
  const subscription = subscriptionIn(context, skuId);
  const product = productName(context, skuId);
  if (subscription === undefined || !isTroubled(subscription)) return product;
  return [...product, ...words(` (${seatsOf(context, skuId, detail)})`)];
}

function seatsOf(context: ViewContext, skuId: string, { seats }: NoSeats): string {
  const subscription = subscriptionIn(context, skuId);
  return subscription === undefined
    ? textFor(context, context.texts.cards.subscriptions.bought, { count: seats })
    : seatsText(context, subscription);
}

function formOf(forms: Plural, { people }: People): string {
  return pluralOf(forms, people);
}

function personOf(context: ViewContext, { userIds: [first] }: People): TextRuns {
  return first === undefined ? [] : userNameById(context, first);
}

function explainConflict(context: ViewContext, cause: CauseReason<string> & People, detail: Conflict): TextRuns {
  const texts = context.texts.cards.causes;
  const has = say(context, formOf(sourcePattern(detail, [texts.through, texts.directly, texts.both]), cause), {
    person: personOf(context, cause),
    product: productName(context, detail.otherSkuId),
    sources: bold(sourceGroups(context, detail)),
  });
  const cannot = say(context, texts.pairs, {
    others: planLabels(context, unique(detail.pairs.map((pair) => pair.otherPlan))),
    plans: planLabels(context, unique(detail.pairs.map((pair) => pair.plan))),
    product: productName(context, cause.skuId),
  });
  return joined([has, cannot], ' ');
}

function sourceGroups(context: ViewContext, { sources }: Conflict): TextRuns {
  return groupNames(
    context,
    sources.filter((source) => source !== null),
  );
}

function sourcePattern<T>({ sources }: Conflict, [through, directly, both]: readonly [T, T, T]): T {
  if (!sources.includes(null)) return through;
  return sources.some((source) => source !== null) ? both : directly;
}

export function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
