import type { ChangeRecord } from '../../core/change-record.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { bold, type Runs } from '../cards/runs.ts';
import { CAUSES_SHOWN } from './cause.ts';
import { reasonText } from './cause-words.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { productName, productNames, userName } from './names.ts';

/** Who goes back into a group by an undo and would not get its products back, and what stands in the way. */
export function notBackSentences(context: ViewContext, record: ChangeRecord, outcome: Outcome): readonly Runs[] {
  if (record.undoes === undefined) return [];
  const back = new Set(
    record.changes.flatMap((change) => (change.kind === 'addMember' ? [`${change.userId} ${change.groupId}`] : [])),
  );
  const { tenant, texts } = context;
  const { notBack, notBackConflict, notBackReason } = texts.cards.preview;
  return outcome.causes.slice(0, CAUSES_SHOWN).flatMap((cause) => {
    const { id: groupId } = tenant.group(cause.group);
    const users = cause.users.filter((user) => back.has(`${tenant.user(user).id} ${groupId}`));
    const [first] = users;
    if (first === undefined) return [];
    const why =
      cause.detail.kind === 'conflict'
        ? say(context, notBackConflict, { other: productName(context, cause.detail.otherSkuId) })
        : say(context, notBackReason, { reason: reasonText(context, cause) });
    return [
      sayCount(context, notBack, users.length, {
        person: userName(context, first),
        products: bold(productNames(context, cause.failedSkuIds)),
        why,
      }),
    ];
  });
}
