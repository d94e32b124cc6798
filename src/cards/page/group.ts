import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Group } from '../../graph/types.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import type { ProductStatus } from '../../licensing/explain/status.ts';
import type { GroupPage } from '../../licensing/pages/group-page.ts';
import type { CardTexts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { button, buttons, primary, secondary } from '../buttons.ts';
import type { Button, Card, CardData, Footer, Row, Section } from '../card.ts';
import { heldBackCount, personLine } from '../change/cause.ts';
import { reasonText, shortCause } from '../change/cause-words.ts';
import { plansOff } from '../change/plans-off.ts';
import { byAndWhen, describeRecord } from '../change/record.ts';
import { recordState } from '../change/record-state.ts';
import { bold, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import type { State } from '../states.ts';
import { countText, say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { ownedSku, productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { keptSection, letGoButton } from './kept.ts';
import { markedProduct } from './subscription.ts';

const PRODUCTS_SHOWN = 12;
const CAUSES_LISTED = 5;
const PEOPLE_LISTED = 5;

interface GroupInput {
  readonly page: GroupPage;
  /** The last change that named it, ended or not. */
  readonly lastChange?: ChangeRecord;
  readonly mayChange: boolean;
}

/** A group's page: its products with who has them, its failures, and what happened to it last. */
export function groupCard(context: ViewContext, input: GroupInput): Card {
  const { page } = input;
  const { causes } = page;
  const { kinds, summaries } = context.texts.cards;
  const group = groupIn(context, page.groupId);
  return {
    name: 'group',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, summaries.group, {
        group: name(group.displayName),
        members: page.members,
        failed: heldBackCount(causes),
      }),
      kind: kinds.group,
      state: groupState(context, page),
      title: name(group.displayName),
      subtitle: subtitle(context, page, group),
      sentences: group.description ? [name(group.description)] : [],
      sections: [
        licensesSection(context, page, group),
        failuresSection(context, causes, group),
        keptSection(context, page),
      ].filter((section) => section.rows.length > 0),
      ...peopleParts(context, causes),
      lastSections: lastChangeSection(context, input),
      buttons: groupButtons(context, input, group),
      footer: footer(context, input, group),
    },
  };
}

/** A group that was there when the page was made. */
function groupIn({ labels }: ViewContext, groupId: string): Group {
  const known = labels.group(groupId);
  if (known === undefined) throw new RangeError(`no group is called ${groupId} any more`);
  return known;
}

export function groupState(context: ViewContext, page: GroupPage): State {
  const failing = heldBackCount(page.causes);
  if (failing > 0) return state(context, 'failing', failing);
  if (page.pending > 0) return state(context, 'pending', page.pending);
  return state(context, page.products.length === 0 ? 'unlicensed' : 'upToDate');
}

function subtitle(context: ViewContext, page: GroupPage, group: Group): TextRuns {
  const { group: texts, counts } = context.texts.cards;
  const nested = page.nestedGroups;
  return say(context, texts.subtitle, {
    kind: groupKind(texts, group),
    members: countText(context, counts.members, page.members),
    nested: nested === 0 ? texts.noNested : countText(context, texts.nested, nested),
  });
}

/** In the portal's words; "dynamic" where a rule decides who is in it. */
function groupKind(texts: CardTexts['group'], group: Group): string {
  const kind = group.groupTypes.includes('Unified')
    ? texts.microsoft365
    : group.securityEnabled
      ? group.mailEnabled
        ? texts.mailSecurity
        : texts.security
      : texts.distribution;
  return group.membershipRule === null ? kind : `${kind}, ${texts.dynamic}`;
}

function licensesSection(context: ViewContext, page: GroupPage, group: Group): Section {
  const { labels, counts } = context.texts.cards;
  const shown = page.products.slice(0, PRODUCTS_SHOWN);
  const hidden = page.products.length - shown.length;
  const rows = [
    ...shown.map((product) => productRow(context, page, product, group)),
    ...notGivenRows(context, page, group),
  ];
  return {
    heading: labels.licenses,
    rows: hidden === 0 ? rows : [...rows, textRow(sayCount(context, counts.products, hidden))],
  };
}

function productRow(context: ViewContext, page: GroupPage, product: ProductStatus, group: Group): Row {
  const { counts, buttons: texts } = context.texts.cards;
  return {
    title: bold(markedProduct(context, product.skuId)),
    right: say(context, counts.ofTotal, { count: product.assigned + product.keeping, total: page.members }),
    state: null,
    detail: plansOff(context, product.skuId, product.disabledPlans),
    press: button(texts.services, { verb: 'services', data: { sku: product.skuId, group: group.id } }),
  };
}

/** Products of the template that nobody gets by it: they are for the organization, or gone, to be removed. */
function notGivenRows(context: ViewContext, { notGiven }: GroupPage, group: Group): readonly Row[] {
  return notGiven.map((skuId) => {
    const isGone = ownedSku(context, skuId) === undefined;
    const { organization, gone } = context.texts.cards.products;
    return {
      ...textRow(bold(productName(context, skuId))),
      detail: words(isGone ? gone : organization),
      press: isGone ? removeFrom(context, skuId, group) : null,
    };
  });
}

/** Previews the group without the product. */
function removeFrom(context: ViewContext, skuId: string, group: Group): Button {
  const { kinds, help } = context.texts.cards;
  const product = textOfRuns(productName(context, skuId));
  const text = fill(help.sayRemove, { product: `"${product}"`, group: `"${group.displayName}"` });
  return button(kinds.remove, { verb: 'say', data: { text } });
}

function failuresSection(context: ViewContext, causes: readonly FailureCause[], group: Group): Section {
  const { labels, buttons: texts, counts } = context.texts.cards;
  const shown = causes.slice(0, CAUSES_LISTED);
  const hidden = causes.length - shown.length;
  const press = button(texts.whoFailed, { verb: 'failures', data: { group: group.id } });
  const rows = shown.map((cause) => causeRow(context, cause, press));
  return {
    heading: labels.failures,
    rows: hidden === 0 ? rows : [...rows, textRow(sayCount(context, counts.moreCauses, hidden))],
  };
}

export function causeRow(context: ViewContext, cause: FailureCause, press: Button | null): Row {
  return {
    title: words(reasonText(context, cause)),
    right: words(String(textFor(context, '{count}', { count: cause.people })), {
      weight: 'Bolder',
      color: 'Attention',
    }),
    state: null,
    detail: shortCause(context, cause).map((run) => ({ ...run, weight: 'Default' as const })),
    press,
  };
}

/** The first people in error; all of them are behind *Who failed*. */
function peopleParts(context: ViewContext, causes: readonly FailureCause[]): Partial<CardData> {
  const { labels, counts, buttons: texts } = context.texts.cards;
  const shown = [...new Set(causes.flatMap((cause) => cause.userIds))].slice(0, PEOPLE_LISTED);
  const hidden = heldBackCount(causes) - shown.length;
  return {
    peopleLabel: shown.length === 0 ? '' : labels.people,
    people: shown.map((user) => ({
      ...personLine(context, user),
      press: button(texts.showUser, { verb: 'show-user', data: { user } }),
    })),
    peopleMore: hidden === 0 ? [] : say(context, counts.others, { count: hidden }),
  };
}

export function textRow(title: TextRuns): Row {
  return { title, right: [], state: null, detail: [], press: null };
}

/** What was done last, where it stands or how it ended, by whom and when. */
function lastChangeSection(context: ViewContext, { lastChange }: GroupInput): readonly Section[] {
  if (lastChange === undefined) return [];
  const row: Row = {
    title: describeRecord(context, lastChange, 'inTitle'),
    right: [],
    state: recordState(context, lastChange),
    detail: byAndWhen(context, lastChange),
    press: button(context.texts.cards.buttons.showChange, { verb: 'show-change', data: { id: lastChange.number } }),
  };
  return [{ heading: context.texts.cards.group.lastChange, rows: [row] }];
}

function groupButtons(context: ViewContext, { page, mayChange }: GroupInput, group: Group): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const failing = page.causes.length > 0;
  const data = { group: group.id };
  return buttons(
    failing && primary(texts.fixes, { verb: 'fixes', data }),
    failing && button(texts.whoFailed, { verb: 'failures', data }),
    mayChange && group.securityEnabled && button(texts.assign, { verb: 'assign-form', data }),
    mayChange && page.products.length > 0 && button(texts.reprocess, { verb: 'reprocess', data }),
    page.kept.length > 0 && letGoButton(context, page, mayChange),
    secondary(texts.history, { verb: 'history', data }),
  );
}

function footer(context: ViewContext, { page }: GroupInput, group: Group): Footer {
  const texts = context.texts.cards.group;
  return {
    left: words(
      !group.securityEnabled ? texts.cannotCarry : page.products.length === 0 ? texts.noLicenses : texts.tapLicense,
    ),
    right: timeText(context, context.now),
  };
}
