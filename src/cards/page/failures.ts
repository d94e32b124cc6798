import type { FailingPage, FailureCause } from '../../licensing/explain/failure-cause.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Card, Row, Section } from '../card.ts';
import { CAUSES_SHOWN, heldBackCount, moreCauses } from '../change/cause.ts';
import { reasonText, shortCause } from '../change/cause-words.ts';
import { joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, say, sayCount, state, summary, type ViewContext } from '../text/context.ts';
import { groupLabel, productNames, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import type { Press } from '../verbs.ts';
import { causeRow, textRow } from './group.ts';
import { pager } from './pages.ts';

export const PEOPLE_ON_A_PAGE = 10;

/** What the list is of: a change's failures, a group's, or the whole tenant's. */
type FailuresOf = Extract<Press, { readonly verb: 'failures' }>['data'];

interface FailuresInput {
  /** The group, or nothing for the whole tenant. */
  readonly groupId?: string;
  readonly of: FailuresOf;
  readonly causes: readonly FailureCause[];
  readonly page: FailingPage;
}

/** Who failed and why: the causes with their numbers, then the people, ten to a page. */
export function failuresCard(context: ViewContext, input: FailuresInput): Card {
  const { causes, groupId, page } = input;
  const texts = context.texts.cards;
  const title = groupId === undefined ? everywhere(context) : groupLabel(context, groupId);
  const rows = page.people.map(({ userId, cause }) => personRow(context, userId, cause, groupId === undefined));
  const people = heldBackCount(causes);
  const products = groupId === undefined ? [] : [productSection(context, causes)];
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), countText(context, texts.failures.titleOf, people)),
      kind: texts.kinds.failures,
      state: people === 0 ? state(context, 'nothing') : state(context, 'failing', people),
      title,
      sentences: [people === 0 ? nobody(context, groupId) : sayCount(context, texts.failures.titleOf, people)],
      sections:
        people === 0 ? [] : [causeSection(context, causes), ...products, { heading: texts.labels.people, rows }],
      ...pager(context, page, (next) => ({ verb: 'failures', data: { ...input.of, page: next } })),
      buttons: failureButtons(context, input),
      footer: { left: words(texts.failures.footer), right: timeText(context, context.now) },
    },
  };
}

function everywhere(context: ViewContext): TextRuns {
  return say(context, context.texts.cards.failures.everywhere, {
    organization: name(context.labels.organization.displayName),
  });
}

function nobody(context: ViewContext, groupId: string | undefined): TextRuns {
  const texts = context.texts.cards.failures;
  return groupId === undefined
    ? words(texts.nobody)
    : say(context, texts.nobodyIn, { group: groupLabel(context, groupId) });
}

function causeSection(context: ViewContext, causes: readonly FailureCause[]): Section {
  const more = moreCauses(context, causes);
  const rows = causes.slice(0, CAUSES_SHOWN).map((cause) => causeRow(context, cause, null));
  return { heading: context.texts.cards.labels.cause, rows: more === null ? rows : [...rows, more] };
}

/** Which products of a group were not assigned: they fail together. */
function productSection(context: ViewContext, causes: readonly FailureCause[]): Section {
  const lists = new Map(causes.map(({ failedSkuIds }) => [failedSkuIds.join(' '), failedSkuIds]));
  return {
    heading: context.texts.cards.labels.failedAssignments,
    rows: [...lists.values()].slice(0, CAUSES_SHOWN).map((skuIds) => textRow(productNames(context, skuIds))),
  };
}

function personRow(context: ViewContext, userId: string, cause: FailureCause, withGroup: boolean): Row {
  const texts = context.texts.cards;
  const reason = words(reasonText(context, cause));
  const group = groupLabel(context, cause.groupId);
  const details = [
    name(context.labels.user(userId)?.userPrincipalName ?? ''),
    ...(withGroup ? [say(context, texts.failures.byGroup, { group })] : []),
    withGroup ? reason : shortCause(context, cause).map((run) => ({ ...run, weight: 'Default' as const })),
  ];
  return {
    title: userNameById(context, userId),
    right: [],
    state: null,
    detail: joined(details, ' · '),
    press: button(texts.buttons.why, { verb: 'why', data: { user: userId } }),
  };
}

function failureButtons(context: ViewContext, { groupId, causes, of }: FailuresInput) {
  const texts = context.texts.cards.buttons;
  const fixes = 'id' in of ? { id: of.id, v: of.v } : groupId === undefined ? undefined : { group: groupId };
  return buttons(
    causes.length > 0 && fixes !== undefined && primary(texts.fixes, { verb: 'fixes', data: fixes }),
    groupId !== undefined && button(texts.showGroup, { verb: 'show-group', data: { group: groupId } }),
    groupId !== undefined &&
      causes.length > 0 &&
      button(texts.reprocess, { verb: 'reprocess', data: { group: groupId } }),
  );
}
