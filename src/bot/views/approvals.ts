import type { ChangeRecord } from '../../core/change-record.ts';
import { button } from '../cards/buttons.ts';
import type { Card, Row } from '../cards/card.ts';
import { words } from '../cards/runs.ts';
import { state, summary, type ViewContext } from './context.ts';
import { byAndWhen, recordTitle } from './record.ts';
import { timeText } from './time.ts';

/** Requests by how they stand; by themselves those that wait. */
export function approvalsCard(
  context: ViewContext,
  records: readonly ChangeRecord[],
  stands: 'waiting' | 'approved' | 'rejected' = 'waiting',
): Card {
  const { approval, kinds } = context.texts.cards;
  const { decidedTitle, decidedEmpty } = context.texts.approvals;
  const title = stands === 'waiting' ? approval.waits : decidedTitle[stands];
  const lines: readonly Row[] = records.map((record) => ({
    title: recordTitle(context, record),
    right: [],
    state: state(context, stands),
    detail: byAndWhen(context, record),
    press: button(context.texts.cards.buttons.showChange, { verb: 'show-change', data: { id: record.number } }),
  }));
  return {
    name: 'history',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, title, records.length),
      kind: kinds.approvals,
      title: words(title),
      sentences: records.length === 0 ? [words(stands === 'waiting' ? approval.empty : decidedEmpty)] : [],
      lines,
      footer: { left: words(context.texts.cards.history.footer), right: timeText(context, context.now) },
    },
  };
}
