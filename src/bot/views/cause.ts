import type { Cause, CauseDetail, CauseReason } from '../../core/licensing/status.ts';
import { type Plural, pluralOf } from '../../core/text/format.ts';
import type { CauseBox, PersonLine, Row } from '../cards/card.ts';
import { bold, joined, name, type Runs, words } from '../cards/runs.ts';
import { countText, say, sayCount, textFor, type ViewContext } from './context.ts';
import {
  addressName,
  country,
  groupNames,
  planName,
  planNames,
  productName,
  productNames,
  some,
  userName,
} from './names.ts';

/** Causes that get a box of their own; the rest are counted in one row. */
export const CAUSES_SHOWN = 3;
const PEOPLE_SHOWN = 5;
const ALTERNATIVES_NAMED = 3;
const OTHERS_NAMED = 3;
/** All people of a card's causes together; of more they are paged by a round trip. */
const PEOPLE_ON_A_CARD = 25;

type Conflict = Extract<CauseDetail, { readonly kind: 'conflict' }>;

/** The portal's words for the reason. */
export function reasonText({ texts }: ViewContext, cause: Pick<Cause, 'error' | 'on'>): string {
  const { reasons } = texts.cards;
  return cause.on === 'removal' && cause.error === 'DependencyViolation'
    ? reasons.DependencyViolationOnRemoval
    : reasons[cause.error];
}

/** The box of a preview: who would fail, why in full sentences, and what would fix it. */
export function causeInSentences(context: ViewContext, cause: Cause, fix: Runs): CauseBox {
  const further = (cause.further ?? []).map((reason) =>
    explain(context, { ...reason, on: cause.on, users: cause.users }),
  );
  return {
    ...emptyBox(context, cause, 0),
    sentences: [explain(context, cause), ...further, fix].filter((runs) => runs.length > 0).map((runs) => ({ runs })),
  };
}

/**
 * The boxes of what has happened: reason, products, cause, people. When there are up to 25 people they are all on the
 * card, five of each cause visible; of more the first five, and the card offers the pages.
 */
export function causesWithPeople(context: ViewContext, causes: readonly Cause[]): readonly CauseBox[] {
  const paged = needsPages(causes);
  return causes.slice(0, CAUSES_SHOWN).map((cause, index) => causeWithPeople(context, cause, { index, paged }));
}

function causeWithPeople(
  context: ViewContext,
  cause: Cause,
  { index, paged }: { readonly index: number; readonly paged: boolean },
): CauseBox {
  const { labels, buttons } = context.texts.cards;
  const shown = cause.users.slice(0, PEOPLE_SHOWN);
  const hidden = paged ? [] : cause.users.slice(PEOPLE_SHOWN);
  return {
    ...emptyBox(context, cause, index),
    heading: labels.topReason,
    facts: [
      { label: labels.failedAssignments, value: productNames(context, cause.failedSkuIds) },
      { label: labels.cause, value: shortCause(context, cause) },
    ],
    peopleLabel: labels.people,
    shown: shown.map((user) => personLine(context, user)),
    hidden: hidden.map((user) => personLine(context, user)),
    more: textFor(context, buttons.more, { count: hidden.length }),
    fewer: buttons.fewer,
  };
}

function emptyBox(context: ViewContext, cause: Cause, index: number): CauseBox {
  return {
    heading: '',
    reason: reasonText(context, cause),
    people: countText(context, context.texts.cards.counts.people, cause.users.length),
    sentences: [],
    facts: [],
    peopleLabel: '',
    shown: [],
    hidden: [],
    id: `cause-${index + 1}`,
    more: '',
    fewer: '',
  };
}

/** "2 more causes, 7 people", when there are more than have boxes. */
export function moreCauses(context: ViewContext, causes: readonly Cause[]): Row | null {
  const rest = causes.slice(CAUSES_SHOWN);
  if (rest.length === 0) return null;
  const people = new Set(rest.flatMap((cause) => cause.users)).size;
  const { counts } = context.texts.cards;
  return {
    title: sayCount(context, counts.moreCauses, rest.length),
    right: sayCount(context, counts.people, people),
    state: null,
    detail: joined(
      unique(rest.map((cause) => reasonText(context, cause))).map((text) => words(text)),
      ', ',
    ),
    press: null,
  };
}

/** Are there people whom no box and no toggle shows? Then the card needs its page of people. */
export function needsPages(causes: readonly Cause[]): boolean {
  return causes.length > CAUSES_SHOWN || causes.reduce((sum, { users }) => sum + users.length, 0) > PEOPLE_ON_A_CARD;
}

export function personLine(context: ViewContext, user: number): PersonLine {
  return {
    name: userName(context, user),
    detail: [...words(' '), ...name(context.tenant.user(user).userPrincipalName)],
  };
}

/** "Office 365 E1 through **Kiosk users**": the cause in a few words. */
export function shortCause(context: ViewContext, cause: CauseReason): Runs {
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
      return say(context, texts.shortSeats, { product, waiting: detail.waiting });
    case 'unknown':
      return say(context, texts.shortUnknown, { product });
    default:
      return detail satisfies never;
  }
}

/** Why, in full sentences: "They have **Office 365 E1** through **Kiosk users**. Its … cannot stand beside … ." */
export function explain(context: ViewContext, cause: CauseReason & Pick<Cause, 'on' | 'users'>): Runs {
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
          detail.others.map((user) => userName(context, user)),
          { at: OTHERS_NAMED },
        ),
      });
    case 'seats':
      return say(context, texts.seats, {
        product,
        seats: detail.seats,
        consumed: detail.consumed,
        waiting: detail.waiting,
      });
    case 'unknown':
      return say(context, texts.unknown);
    default:
      return detail satisfies never;
  }
}

function formOf(forms: Plural, { users }: Pick<Cause, 'users'>): string {
  return pluralOf(forms, users.length);
}

function personOf(context: ViewContext, { users: [first] }: Pick<Cause, 'users'>): Runs {
  return first === undefined ? [] : userName(context, first);
}

function explainConflict(context: ViewContext, cause: CauseReason & Pick<Cause, 'users'>, detail: Conflict): Runs {
  const texts = context.texts.cards.causes;
  const has = say(context, formOf(sourcePattern(detail, [texts.through, texts.directly, texts.both]), cause), {
    person: personOf(context, cause),
    product: productName(context, detail.otherSkuId),
    sources: bold(sourceGroups(context, detail)),
  });
  const cannot = say(context, texts.pairs, {
    others: planNames(context, unique(detail.pairs.map((pair) => pair.otherPlan))),
    plans: planNames(context, unique(detail.pairs.map((pair) => pair.plan))),
    product: productName(context, cause.skuId),
  });
  return joined([has, cannot], ' ');
}

function sourceGroups(context: ViewContext, { sources }: Conflict): Runs {
  return groupNames(
    context,
    sources.filter((source) => source !== null),
  );
}

function sourcePattern<T>({ sources }: Conflict, [through, directly, both]: readonly [T, T, T]): T {
  if (!sources.includes(null)) return through;
  return sources.some((source) => source !== null) ? both : directly;
}

function anyOf(context: ViewContext, plans: readonly string[]): Runs {
  return some(
    context,
    plans.map((plan) => planName(context, plan)),
    { at: ALTERNATIVES_NAMED, kind: 'or' },
  );
}

export function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** How many distinct people these causes hold back. */
export function peopleIn(causes: readonly Cause[]): number {
  return new Set(causes.flatMap((cause) => cause.users)).size;
}
