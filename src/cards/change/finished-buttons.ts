import type { ChangeRecord } from '../../changes/change-record.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import { button, buttons } from '../buttons.ts';
import type { Button } from '../card.ts';
import { textFor, type ViewContext } from '../text/context.ts';
import { needsPages } from './cause.ts';
import { fixButton } from './fix-button.ts';
import { OPTIONS_SHOWN } from './fixes.ts';
import type { OfferedFix } from './offered-fix.ts';
import { referenceOf } from './record.ts';

export interface FinishedInput {
  /** With `real`, or `progress` when it was cancelled. */
  readonly record: ChangeRecord;
  /** What still fails in the groups that it names, as the tenant stands. */
  readonly causes: readonly FailureCause[];
  /** Best first; every one simulated. */
  readonly fixes: readonly OfferedFix[];
}

export function finishedButtons(context: ViewContext, { record, causes, fixes }: FinishedInput): readonly Button[] {
  const texts = context.texts.cards.buttons;
  if (causes.length === 0) return doneButtons(context, record);
  const reference = referenceOf(record);
  const [best] = fixes;
  return buttons(
    fixButton(context, best, reference),
    fixes.length > 1 &&
      fixes.length <= OPTIONS_SHOWN &&
      button(textFor(context, texts.allFixes, { count: fixes.length }), { verb: 'fixes', data: reference }),
    (fixes.length === 1 || fixes.length > OPTIONS_SHOWN) && button(texts.fixes, { verb: 'fixes', data: reference }),
    needsPages(causes) && button(texts.whoFailed, { verb: 'failures', data: reference }),
    button(texts.reprocess, { verb: 'reprocess', data: reference }),
    canUndo(record) && button(texts.undo, { verb: 'undo', data: reference }),
  );
}

export function doneButtons({ labels, texts: all }: ViewContext, record: ChangeRecord): readonly Button[] {
  const texts = all.cards.buttons;
  const group = record.targetGroupIds.find((id) => labels.group(id) !== undefined);
  const [user] = record.targetUserIds;
  return buttons(
    group !== undefined && button(texts.showGroup, { verb: 'show-group', data: { group } }),
    group === undefined && user !== undefined && button(texts.showUser, { verb: 'show-user', data: { user } }),
    canUndo(record) && button(texts.undo, { verb: 'undo', data: referenceOf(record) }),
  );
}

/** What was cancelled is taken back already; what the directory would not take back has said so on its preview. */
export function canUndo(record: ChangeRecord): boolean {
  return record.state === 'finished' && (record.inverse?.length ?? 0) > 0 && record.noWayBack !== true;
}
