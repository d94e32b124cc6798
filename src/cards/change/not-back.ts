import type { ChangeRecord } from '../../changes/change-record.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import { bold, type TextRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { productName, productNames, userNameById } from '../text/names.ts';
import { reasonText } from './cause-words.ts';

/** Who goes back into a group by an undo and would not get its products back, and what stands in the way. */
export function notBackSentences(
  context: ViewContext,
  { undoes }: ChangeRecord,
  notBack: readonly FailureCause[],
): readonly TextRuns[] {
  if (undoes === undefined) return [];
  const texts = context.texts.cards.preview;
  return notBack.map((cause) => {
    const why =
      cause.detail.kind === 'conflict'
        ? say(context, texts.notBackConflict, { other: productName(context, cause.detail.otherSkuId) })
        : say(context, texts.notBackReason, { reason: reasonText(context, cause) });
    return sayCount(context, texts.notBack, cause.people, {
      person: userNameById(context, cause.userIds[0] ?? ''),
      products: bold(productNames(context, cause.failedSkuIds)),
      why,
    });
  });
}
