import { countryName } from '../../catalogue/countries.ts';
import type { Group, SubscribedSku, User } from '../../graph/types.ts';
import { joined, listed, name, type TextRuns, words } from '../runs.ts';
import { say, type ViewContext } from './context.ts';

/** "Office 365 E3"; the id of one that neither the tenant nor the catalogue knows. */
export function productName(context: ViewContext, skuId: string): TextRuns {
  const sku = ownedSku(context, skuId);
  return name(context.catalogue.productName(skuId, sku?.skuPartNumber ?? skuId));
}

export function ownedSku({ labels }: ViewContext, skuId: string): SubscribedSku | undefined {
  return labels.sku(skuId);
}

/** "Yammer Enterprise". */
export function planName(context: ViewContext, servicePlanId: string): TextRuns {
  for (const sku of context.labels.skus) {
    const plan = sku.servicePlans.find((candidate) => candidate.servicePlanId === servicePlanId);
    if (plan) return name(context.catalogue.planName(plan.servicePlanId, plan.servicePlanName));
  }
  return name(context.catalogue.planName(servicePlanId, servicePlanId));
}

/** The group's name; of one that the tenant does not have, the beginning of its id. */
export function groupLabel(context: ViewContext, groupId: string): TextRuns {
  const group = groupOf(context, groupId);
  if (group !== undefined) return name(group.displayName);
  const id = groupId.length > ID_SHOWN ? `${groupId.slice(0, ID_SHOWN)}…` : groupId;
  return say(context, context.texts.cards.user.goneGroup, { id: name(id) });
}

const ID_SHOWN = 8;

export function groupOf({ labels }: ViewContext, groupId: string): Group | undefined {
  return labels.group(groupId);
}

export function userNameById({ labels }: ViewContext, userId: string): TextRuns {
  const user = labels.user(userId);
  return user === undefined ? words('—') : nameOf(user);
}

function nameOf({ displayName, userPrincipalName }: User): TextRuns {
  return name(displayName === '' ? userPrincipalName : displayName);
}

/** "Adele Vance (adelev@contoso.com)": whom nobody can be taken for who bears the same name. */
export function userWithAddress(context: ViewContext, userId: string): TextRuns {
  const user = context.labels.user(userId);
  if (user === undefined) return words('—');
  const { displayName, userPrincipalName } = user;
  return displayName === ''
    ? name(userPrincipalName)
    : joined([name(displayName), name(`(${userPrincipalName})`)], ' ');
}

/** A proxy address as people know it: without the protocol before it. */
export function addressName(address: string): TextRuns {
  return name(address.replace(/^smtp:/i, ''));
}

export function country(context: ViewContext, code: string): TextRuns {
  return name(countryName(code, context.texts.language));
}

export function productNames(context: ViewContext, skuIds: readonly string[]): TextRuns {
  return some(
    context,
    skuIds.map((id) => productName(context, id)),
  );
}

export function groupNames(context: ViewContext, groupIds: readonly string[]): TextRuns {
  return some(
    context,
    groupIds.map((id) => groupLabel(context, id)),
  );
}

/** "A, B and C"; of more than four the first three and how many more. */
export function planLabels(context: ViewContext, planIds: readonly string[]): TextRuns {
  return some(
    context,
    planIds.map((id) => planName(context, id)),
  );
}

const NAMES_IN_A_SENTENCE = 4;

/** Names as a sentence has them: all of them, or one fewer than `at` and then how many more of the `total`. */
export function some(
  context: ViewContext,
  names: readonly TextRuns[],
  {
    at = NAMES_IN_A_SENTENCE,
    kind = 'and',
    total = names.length,
  }: { readonly at?: number; readonly kind?: 'and' | 'or'; readonly total?: number } = {},
): TextRuns {
  if (total <= at) return listed(names, context.texts.language, kind);
  const shown = names.slice(0, at - 1);
  const more = say(context, context.texts.cards.counts.others, { count: total - shown.length });
  return listed([...shown, more], context.texts.language, kind);
}
