import { countryName } from '../../catalogue/countries.ts';
import type { Change, Refusal } from '../../licensing/change.ts';
import type { DirectReason } from '../../licensing/explain/explain-refusals.ts';
import { fill } from '../../words/fill.ts';
import { button } from '../buttons.ts';
import type { Button } from '../card.ts';
import { sayLeave } from '../change/leave-instead.ts';
import type { ViewContext } from '../text/context.ts';
import { groupOf, ownedSku } from '../text/names.ts';

/** More people are not named in one sentence. */
const MOST = 10;

/**
 * Buttons that lead on from direct licenses that are refused: each says what would have to be done first, or besides, for
 * all whom the same thing stops, and is previewed like anything said. Of two that would read alike the first.
 */
export function waysOn(
  context: ViewContext,
  refusals: readonly Refusal[],
  reasons: readonly DirectReason[],
  { changes, mayMove }: Wanted,
): readonly Button[] {
  const ways = [
    ...setLocation(context, refusals, changes),
    ...stoppedAlike(reasons).flatMap((alike) => wayOf(context, alike, mayMove)),
    ...onlyOthers(context, refusals, changes),
  ];
  return ways.filter(({ title }, at) => ways.findIndex((other) => other.title === title) === at);
}

/** What was asked for, and whether who asks may take people out of groups. */
interface Wanted {
  readonly changes: readonly Change[];
  readonly mayMove: boolean;
}

interface Stopped {
  readonly first: DirectReason;
  readonly userIds: readonly string[];
}

function wayOf(context: ViewContext, { first, userIds }: Stopped, mayMove: boolean): readonly Button[] {
  const { detail, skuId } = first.reason;
  const { buttons } = context.texts.cards;
  switch (detail.kind) {
    case 'conflict':
      return detail.sources
        .filter((source) => source === null || mayMove)
        .flatMap((source) => withdraw(context, userIds, detail.otherSkuId, source))
        .slice(0, 1);
    case 'dependency':
      return first.on === 'removal'
        ? []
        : first.givers
            .slice(0, 1)
            .flatMap((giver) =>
              says(context, buttons.giveBoth, 'sayGiveBoth', { people: userIds, product: skuId, other: giver }),
            );
    case 'seats':
      return [
        ...freeSeat(context, first, mayMove),
        button(buttons.showProduct, { verb: 'show-product', data: { sku: skuId } }),
      ];
    case 'duplicateAddress':
      return detail.others
        .slice(0, 1)
        .map((other) => button(buttons.showOther, { verb: 'show-user', data: { user: other } }));
    case 'location':
    case 'notAssignable':
    case 'unknown':
      return [];
    default:
      return detail satisfies never;
  }
}

/** People whom the same thing stops, in the same way. */
function stoppedAlike(reasons: readonly DirectReason[]): readonly Stopped[] {
  const found = new Map<string, DirectReason[]>();
  for (const reason of reasons) {
    const key = JSON.stringify([reason.reason, reason.on, reason.givers]);
    found.set(key, [...(found.get(key) ?? []), reason]);
  }
  return [...found.values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ first, userIds: alike.map(({ userId }) => userId) }];
  });
}

/** The organization's country, and then the license: in one preview. */
function setLocation(
  context: ViewContext,
  refusals: readonly Refusal[],
  changes: readonly Change[],
): readonly Button[] {
  const country = context.labels.organization.countryLetterCode;
  const people = refusals.flatMap((refusal) => (refusal.kind === 'noUsageLocation' ? [refusal.userId] : []));
  const given = licensesGiven(changes, new Set(people));
  if (country === null || given === undefined) return [];
  return says(context, context.texts.cards.buttons.setLocation, 'sayLocationAndGive', {
    people,
    product: given,
    country: countryName(country, context.texts.language),
  });
}

/** The same for those whom nothing stops. */
function onlyOthers(context: ViewContext, refusals: readonly Refusal[], changes: readonly Change[]): readonly Button[] {
  const stopped = new Set(refusals.flatMap((refusal) => ('userId' in refusal ? [refusal.userId] : [])));
  const others = changes.flatMap((change) =>
    'userId' in change && !stopped.has(change.userId) ? [change.userId] : [],
  );
  const given = licensesGiven(changes, new Set(others));
  if (stopped.size === 0 || given === undefined) return [];
  return says(context, context.texts.cards.buttons.onlyOthers, 'sayGive', { people: others, product: given });
}

/** The one product that all of these people are given whole; undefined where it is not as simple. */
function licensesGiven(changes: readonly Change[], userIds: ReadonlySet<string>): string | undefined {
  const given = new Set<string>();
  for (const change of changes) {
    if (change.kind !== 'assignUserLicense') return undefined;
    if (!userIds.has(change.userId)) continue;
    if (change.removeLicenses.length > 0 || change.addLicenses.length !== 1) return undefined;
    for (const { skuId, disabledPlans } of change.addLicenses) {
      if (disabledPlans.length > 0) return undefined;
      given.add(skuId);
    }
  }
  const [only, ...more] = given;
  return more.length === 0 ? only : undefined;
}

/** Who is blocked needs no seat: out of the group that gives it, or without the direct copy. */
function freeSeat(
  context: ViewContext,
  { blocked: [userId], blockedBy, reason: { skuId } }: DirectReason,
  mayMove: boolean,
): readonly Button[] {
  const [source, ...more] = blockedBy;
  if (userId === undefined || source === undefined || more.length > 0 || (source !== null && !mayMove)) return [];
  const { freeSeat: title } = context.texts.cards.buttons;
  return withdraw(context, [userId], skuId, source).map((one) => ({ ...one, title }));
}

/** Takes a product from people where it comes from: the direct copies, or out of a group that has no rule. */
function withdraw(
  context: ViewContext,
  people: readonly string[],
  skuId: string,
  source: string | null,
): readonly Button[] {
  const { buttons } = context.texts.cards;
  if (source === null) return says(context, buttons.removeOther, 'sayRemoveFrom', { people, product: skuId });
  const group = groupOf(context, source);
  if (group === undefined || group.groupTypes.includes('DynamicMembership') || people.length > MOST) return [];
  const text = sayLeave(context, named(context, people), [source]);
  return [button(buttons.leaveGroup, { verb: 'say', data: { text } })];
}

interface Spoken {
  readonly people: readonly string[];
  readonly product?: string;
  readonly other?: string;
  readonly country?: string;
}

/** A button that says a whole sentence. */
function says(
  context: ViewContext,
  title: string,
  sentence: 'sayLocationAndGive' | 'sayGiveBoth' | 'sayRemoveFrom' | 'sayGive',
  { people, product = '', other = '', country = '' }: Spoken,
): readonly Button[] {
  if (people.length === 0 || people.length > MOST) return [];
  const productOf = (skuId: string) => {
    const sku = ownedSku(context, skuId);
    return sku === undefined ? '' : context.catalogue.productName(sku.skuId, sku.skuPartNumber);
  };
  const text = fill(context.texts.cards.refusals[sentence], {
    people: named(context, people),
    product: productOf(product),
    other: productOf(other),
    country,
  });
  return [button(title, { verb: 'say', data: { text } })];
}

/** By their user principal names: nobody else bears them. */
function named({ labels, texts }: ViewContext, userIds: readonly string[]): string {
  const names = userIds.flatMap((id) => labels.user(id)?.userPrincipalName ?? []);
  return names.join(texts.language === 'nl' ? ' en ' : ' and ');
}
