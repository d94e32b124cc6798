import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import type { TextRuns } from '../runs.ts';
import { sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, productName } from '../text/names.ts';
import { peopleAlike } from './alike.ts';

const TOLD = 3;

/** "**Ruben Singh** left **Marketing**.": who left which groups, by name as long as they are few. */
export function leftGroups(context: ViewContext, { changes }: ChangeRecord, real: OutcomeSummary): readonly TextRuns[] {
  const { leftGroup, leftGroupNamed } = context.texts.cards.finished;
  return real.leftGroups.slice(0, TOLD).map(({ groupId, people }) => {
    const group = groupLabel(context, groupId);
    const userIds = changes.flatMap((change) =>
      change.kind === 'removeMember' && change.groupId === groupId ? [change.userId] : [],
    );
    return userIds.length === people && people <= TOLD
      ? sayCount(context, leftGroupNamed, people, { people: peopleAlike(context, { userIds }), group })
      : sayCount(context, leftGroup, people, { group });
  });
}

/** "10 people lost **Office 365 E1**.": what a change cost that no word of it names. */
export function alsoLost(context: ViewContext, { changes }: ChangeRecord, real: OutcomeSummary): readonly TextRuns[] {
  if (real.measured === false) return [];
  const named = new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : [])));
  return real.products
    .filter(({ skuId, lost }) => lost > 0 && !named.has(skuId))
    .slice(0, TOLD)
    .map(({ skuId, lost }) =>
      sayCount(context, context.texts.cards.finished.alsoLost, lost, { product: productName(context, skuId) }),
    );
}
