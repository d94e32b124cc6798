import { countryName } from '../../core/catalogue/countries.ts';
import type { Change, Refusal } from '../../core/licensing/change.ts';
import type { DirectReason } from '../../core/licensing/explain-refusals.ts';
import { fill } from '../../core/text/fill.ts';
import { button } from '../cards/buttons.ts';
import type { Button } from '../cards/card.ts';
import type { ViewContext } from './context.ts';
import { sayLeave } from './leave-instead.ts';
import { groupOf, skuOf } from './names.ts';

/**
 * Buttons that lead on from a direct license that is refused to one person: each says what would have to be done first, or
 * besides, and is previewed like anything said. None where several people or products are refused at once.
 */
export function waysOn(
  context: ViewContext,
  refusals: readonly Refusal[],
  reasons: readonly DirectReason[],
  changes: readonly Change[],
): readonly Button[] {
  const [refusal, ...more] = refusals;
  if (refusal === undefined || more.length > 0) return [];
  if (refusal.kind === 'noUsageLocation') return setLocation(context, refusal.userId, changes);
  const [first] = reasons;
  if (first === undefined) return [];
  const { detail, skuId } = first.reason;
  const person = context.tenant.user(first.user);
  const { buttons } = context.texts.cards;
  switch (detail.kind) {
    case 'conflict':
      return detail.sources.flatMap((source) => withdraw(context, person.id, detail.otherSkuId, source)).slice(0, 1);
    case 'dependency':
      return first.on === 'removal'
        ? []
        : first.givers
            .slice(0, 1)
            .flatMap((giver) =>
              says(context, buttons.giveBoth, 'sayGiveBoth', { person: person.id, product: skuId, other: giver }),
            );
    case 'seats': {
      const freeing = first.blocked.slice(0, 1).flatMap((user) => freeSeat(context, user, skuId));
      return [...freeing, button(buttons.showProduct, { verb: 'show-product', data: { sku: skuId } })];
    }
    case 'duplicateAddress':
      return detail.others.slice(0, 1).map((other) => {
        const { id } = context.tenant.user(other);
        return button(buttons.showOther, { verb: 'show-user', data: { user: id } });
      });
    case 'location':
    case 'notAssignable':
    case 'unknown':
      return [];
    default:
      return detail satisfies never;
  }
}

/** The organization's country, and then the license: in one preview. */
function setLocation(context: ViewContext, userId: string, changes: readonly Change[]): readonly Button[] {
  const country = context.tenant.organization.countryLetterCode;
  const [license, ...more] = changes.flatMap((change) => ('addLicenses' in change ? change.addLicenses : []));
  if (country === null || license === undefined || more.length > 0) return [];
  return says(context, context.texts.cards.buttons.setLocation, 'sayLocationAndGive', {
    person: userId,
    product: license.skuId,
    country: countryName(country, context.texts.language),
  });
}

/** Who is blocked needs no seat: out of the group that gives it, or without the direct copy. */
function freeSeat(context: ViewContext, user: number, skuId: string): readonly Button[] {
  const { tenant } = context;
  const sources = tenant.read(tenant.rows(user)).filter((row) => row.skuId === skuId);
  const [source, ...more] = sources.map(({ assignedByGroup }) => assignedByGroup);
  if (source === undefined || more.length > 0) return [];
  const { freeSeat: title } = context.texts.cards.buttons;
  return withdraw(context, tenant.user(user).id, skuId, source).map((one) => ({ ...one, title }));
}

/** Takes a product from somebody where it comes from: the direct copy, or out of a group that has no rule. */
function withdraw(context: ViewContext, userId: string, skuId: string, source: string | null): readonly Button[] {
  const { buttons } = context.texts.cards;
  if (source === null) return says(context, buttons.removeOther, 'sayRemoveFrom', { person: userId, product: skuId });
  const group = groupOf(context, source);
  if (group === undefined || group.groupTypes.includes('DynamicMembership')) return [];
  const user = context.tenant.findUser(userId);
  if (user === undefined) return [];
  const text = sayLeave(context, context.tenant.user(user).userPrincipalName, [source]);
  return [button(buttons.leaveGroup, { verb: 'say', data: { text } })];
}

interface Spoken {
  readonly person: string;
  readonly product?: string;
  readonly other?: string;
  readonly country?: string;
}

/** A button that says a whole sentence, people by their user principal name: nobody else bears it. */
function says(
  context: ViewContext,
  title: string,
  sentence: 'sayLocationAndGive' | 'sayGiveBoth' | 'sayRemoveFrom',
  { person, product = '', other = '', country = '' }: Spoken,
): readonly Button[] {
  const user = context.tenant.findUser(person);
  if (user === undefined) return [];
  const productOf = (skuId: string) => {
    const sku = skuOf(context, skuId);
    return sku === undefined ? '' : context.catalogue.productName(sku.skuId, sku.skuPartNumber);
  };
  const text = fill(context.texts.cards.refusals[sentence], {
    person: context.tenant.user(user).userPrincipalName,
    product: productOf(product),
    other: productOf(other),
    country,
  });
  return [button(title, { verb: 'say', data: { text } })];
}
