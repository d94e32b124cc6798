import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import type { CauseBox, PersonLine, Row } from '../card.ts';
import { joined, name, type TextRuns, words } from '../runs.ts';
import { countText, sayCount, textFor, type ViewContext } from '../text/context.ts';
import { productNames, userNameById } from '../text/names.ts';
import { causeSentences, reasonText, shortCause, unique } from './cause-words.ts';

/** Causes that get a box of their own; the rest are counted in one row. */
export const CAUSES_SHOWN = 3;

const PEOPLE_SHOWN = 5;

/** All people of a card's causes together; of more they are paged by a round trip. */
const PEOPLE_ON_A_CARD = 25;

/** The box of a preview: who would fail, why in full sentences, and what else to know, such as what would fix it. */
export function causeInSentences(context: ViewContext, cause: FailureCause, notes: readonly TextRuns[]): CauseBox {
  const further = (cause.further ?? []).map((reason) => causeSentences(context, { ...cause, ...reason }));
  return {
    ...emptyBox(context, cause, 0),
    sentences: [causeSentences(context, cause), ...further, ...notes]
      .filter((runs) => runs.length > 0)
      .map((runs) => ({ runs })),
  };
}

/**
 * The boxes of what has happened: reason, products, cause, people. When there are up to 25 people they are all on the
 * card, five of each cause visible; of more the first five, and the card offers the pages.
 */
export function causesWithPeople(context: ViewContext, causes: readonly FailureCause[]): readonly CauseBox[] {
  const paged = needsPages(causes);
  return causes.slice(0, CAUSES_SHOWN).map((cause, index) => causeWithPeople(context, cause, { index, paged }));
}

function causeWithPeople(
  context: ViewContext,
  cause: FailureCause,
  { index, paged }: { readonly index: number; readonly paged: boolean },
): CauseBox {
  const { labels, buttons } = context.texts.cards;
  const shown = cause.userIds.slice(0, PEOPLE_SHOWN);
  const hidden = paged ? [] : cause.userIds.slice(PEOPLE_SHOWN);
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

function emptyBox(context: ViewContext, cause: FailureCause, index: number): CauseBox {
  return {
    heading: '',
    reason: reasonText(context, cause),
    people: countText(context, context.texts.cards.counts.people, cause.people),
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
export function moreCauses(context: ViewContext, causes: readonly FailureCause[]): Row | null {
  const rest = causes.slice(CAUSES_SHOWN);
  if (rest.length === 0) return null;
  const { counts } = context.texts.cards;
  return {
    title: sayCount(context, counts.moreCauses, rest.length),
    right: sayCount(context, counts.people, heldBackCount(rest)),
    state: null,
    detail: joined(
      unique(rest.map((cause) => reasonText(context, cause))).map((text) => words(text)),
      ', ',
    ),
    press: null,
  };
}

/** Are there people whom no box and no toggle shows? Then the card needs its page of people. */
export function needsPages(causes: readonly FailureCause[]): boolean {
  return causes.length > CAUSES_SHOWN || causes.reduce((sum, { people }) => sum + people, 0) > PEOPLE_ON_A_CARD;
}

export function personLine(context: ViewContext, userId: string): PersonLine {
  return {
    name: userNameById(context, userId),
    detail: [...words(' '), ...name(context.labels.user(userId)?.userPrincipalName ?? '')],
  };
}

/** How many distinct people these causes hold back. */
export function heldBackCount(causes: readonly FailureCause[]): number {
  return causes[0]?.peopleOnwards ?? 0;
}
