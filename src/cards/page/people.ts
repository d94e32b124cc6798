import { countryName } from '../../catalogue/countries.ts';
import { isGuest } from '../../changes/authorization.ts';
import { lastSeen } from '../../changes/plan/find-people.ts';
import type { LicenseAssignmentState, User } from '../../graph/types.ts';
import type { Slots } from '../../language/command.ts';
import type { HolderLine } from '../../licensing/pages/list-pages.ts';
import { button } from '../buttons.ts';
import type { Row } from '../card.ts';
import { bold, capitalized, joined, name, type TextRuns, words } from '../runs.ts';
import { countText, say, state, type ViewContext } from '../text/context.ts';
import { groupLabel, groupNames, productName, productNames, some, userNameById } from '../text/names.ts';
import { location } from './user.ts';

/** "Visio Plan 2, directly: 25 people": what was asked, and how many they are. */
export function peopleTitle(context: ViewContext, asked: Slots, people: number): TextRuns {
  const { lists, counts } = context.texts.cards;
  const what = questionParts(context, asked);
  const count = countText(context, counts.people, people);
  if (what.length === 0) return words(lists.peopleTitle);
  return capitalized(say(context, lists.titleOf, { what: joined(what, ', '), count }));
}

function questionParts(context: ViewContext, asked: Slots): readonly TextRuns[] {
  const { asked: texts } = context.texts.cards.lists;
  const { groups, products } = namedIn(context, asked);
  const without = (asked.without ?? []).flatMap((part) => idOf(context, part));
  const part = (said: string | undefined): readonly TextRuns[] => (said === undefined ? [] : [words(said)]);
  const someLicense = asked.licensed === true || (asked.paths !== undefined && products.length === 0);
  return [
    ...(products.length === 0 ? [] : [productNames(context, products)]),
    ...part(someLicense ? texts.licensed : undefined),
    ...part(asked.paths && texts.paths[asked.paths]),
    ...part(asked.lacking && texts.lacking[asked.lacking]),
    ...(without.length === 0 ? [] : [say(context, texts.without, { products: productNames(context, without) })]),
    ...(asked.through ?? []).map((group) => say(context, texts.through, { group: name(group) })),
    ...(asked.outside ?? []).map((group) => say(context, texts.outside, { group: name(group) })),
    ...groups.map((id) => groupLabel(context, id)),
    ...part(asked.in_all && texts.inAll),
    ...part(asked.country && countryName(asked.country, context.texts.language)),
    ...(asked.department === undefined ? [] : [say(context, texts.department, { name: name(asked.department) })]),
    ...(asked.jobTitle === undefined ? [] : [say(context, texts.jobTitle, { name: name(asked.jobTitle) })]),
    ...(asked.notSeenSince === undefined ? [] : [say(context, texts.notSeen, { days: asked.days ?? 0 })]),
    ...part(asked.guests === undefined ? undefined : asked.guests ? texts.guests : texts.noGuests),
    ...part(asked.enabled === undefined ? undefined : asked.enabled ? texts.enabled : texts.disabled),
  ];
}

/** One person: who they are, and of them what was asked. A disabled account is marked. */
export function personRow(context: ViewContext, { userId, held }: HolderLine, asked: Slots): Row {
  const person = context.labels.user(userId);
  const { guest } = context.texts.cards.user;
  const facts = [
    ...(person === undefined ? [] : [name(person.userPrincipalName)]),
    ...(isGuest(person?.userType) ? [words(guest)] : []),
    ...(person === undefined || asked.country === undefined ? [] : [location(context, person)]),
    ...(person === undefined || asked.notSeenSince === undefined ? [] : [seen(context, person)]),
    ...licenseFacts(context, held, asked),
  ];
  return {
    title: bold(userNameById(context, userId)),
    right: [],
    state: person?.accountEnabled === false ? state(context, 'disabledAccount') : null,
    detail: joined(facts, ' · '),
    press: button(context.texts.cards.buttons.showUser, { verb: 'show-user', data: { user: userId } }),
  };
}

/** When somebody signed in last. */
function seen(context: ViewContext, { signInActivity }: User): TextRuns {
  const { sources } = context.texts.cards.lists;
  const last = lastSeen(signInActivity);
  return last === undefined
    ? words(sources.neverSeen)
    : say(context, sources.lastSeen, { time: `{{DATE(${last.slice(0, 19)}Z, SHORT)}}` });
}

/** What they have, in the order of the tenant's products; of products that were asked about, where they come from. */
function licenseFacts(
  context: ViewContext,
  rows: readonly LicenseAssignmentState[],
  asked: Slots,
): readonly TextRuns[] {
  const { products } = namedIn(context, asked);
  const held = context.labels.skus.map(({ skuId }) => skuId).filter((skuId) => rows.some((row) => row.skuId === skuId));
  const withSources = products.length > 0 || asked.paths !== undefined;
  const shown = products.length > 0 ? held.filter((skuId) => products.includes(skuId)) : held;
  const told = shown.map((skuId) => (withSources ? withSource(context, rows, skuId) : productName(context, skuId)));
  return told.length === 0 ? [] : [some(context, told)];
}

function withSource(context: ViewContext, rows: readonly LicenseAssignmentState[], skuId: string): TextRuns {
  const { sources } = context.texts.cards.lists;
  const own = rows.filter((row) => row.skuId === skuId);
  const groupIds = own.flatMap(({ assignedByGroup }) => assignedByGroup ?? []);
  const direct = groupIds.length < own.length;
  const pattern = groupIds.length === 0 ? sources.direct : direct ? sources.both : sources.through;
  return say(context, pattern, { product: productName(context, skuId), groups: groupNames(context, groupIds) });
}

/** The groups and products of a question, by their ids. */
function namedIn(context: ViewContext, { ids = {}, products, has_all = [], groups }: Slots) {
  const named =
    products === undefined || products === 'all'
      ? has_all
      : products.map((product) => (typeof product === 'string' ? product : product.sku));
  return {
    groups: groups === undefined ? [] : (ids.groups ?? []).slice(0, groups.length),
    products: named.flatMap((part) => idOf(context, part)),
  };
}

function idOf({ labels }: ViewContext, skuPartNumber: string): readonly string[] {
  const sku = labels.skus.find((candidate) => candidate.skuPartNumber === skuPartNumber);
  return sku === undefined ? [] : [sku.skuId];
}
