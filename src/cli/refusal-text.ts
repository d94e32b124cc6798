import { listed, textOf, words } from '../bot/cards/runs.ts';
import { reasonText } from '../bot/views/cause.ts';
import { textFor, type ViewContext } from '../bot/views/context.ts';
import { groupName, groupNames, planName, productName, userNameById } from '../bot/views/names.ts';
import type { Refusal } from '../core/licensing/change.ts';

/** Why the directory would not, in the words of the cards. */
export function refusalText(context: ViewContext, refusal: Refusal): string {
  const { language } = context.texts;
  const requires = 'requiresAnyOf' in refusal ? refusal.requiresAnyOf.map((plan) => planName(context, plan)) : [];
  const reason = 'error' in refusal ? reasonText(context, { error: refusal.error, on: 'assignment' }) : '';
  return textFor(context, context.texts.cards.refusals[refusal.kind], {
    group: 'groupId' in refusal ? groupName(context, refusal.groupId) : '',
    groups: 'groupIds' in refusal ? groupNames(context, refusal.groupIds) : '',
    person: 'userId' in refusal ? userNameById(context, refusal.userId) : '',
    product: 'skuId' in refusal ? productName(context, refusal.skuId) : '',
    plan: 'servicePlanId' in refusal ? planName(context, refusal.servicePlanId) : '',
    requires: listed(requires, language, 'or'),
    reason: textOf(words(reason)),
  });
}
