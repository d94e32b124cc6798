import type { Note } from '../../changes/plan/plan.ts';
import type { TextRuns } from '../runs.ts';
import { sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, planLabels, productName, some, userNameById } from '../text/names.ts';

/** Who keeps a direct copy, and why. */
export function keptDirectSentence(
  context: ViewContext,
  { groupId, skuId, why, userIds }: Extract<Note, { readonly kind: 'keptDirect' }>,
): TextRuns {
  return sayCount(context, context.texts.record.migrate[why.reason], userIds.length, {
    people: some(
      context,
      userIds.map((id) => userNameById(context, id)),
    ),
    product: productName(context, skuId),
    group: groupLabel(context, groupId),
    plans: why.reason === 'morePlans' ? planLabels(context, why.servicePlanIds) : '',
  });
}
