import type { ChangeRecord } from '../../changes/change-record.ts';
import { formatMoment } from '../../time/format-moment.ts';
import type { LocalMoment } from '../../time/zone.ts';
import { button } from '../buttons.ts';
import type { Card, Row } from '../card.ts';
import { byAndWhen, recordTitle } from '../change/record.ts';
import { joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, state, summary, type ViewContext } from '../text/context.ts';
import { userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';

/** How requests stand; `decided`: either way. */
export type Stands = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'decided';

interface ApprovalsInput {
  readonly records: readonly ChangeRecord[];
  readonly stands: Stands;
  /** Who decided on all of them. */
  readonly userId?: string;
  /** Only what was decided, or asked for, since. */
  readonly since?: LocalMoment;
}

/** Requests by how they stand, those decided with who decided them, when and why. */
export function approvalsCard(context: ViewContext, { records, stands, userId, since }: ApprovalsInput): Card {
  const { approval, kinds } = context.texts.cards;
  const { decidedTitle, decidedBy, decidedEmpty } = context.texts.approvals;
  const what = words(stands === 'waiting' ? approval.waits : decidedTitle[stands]);
  const title: TextRuns =
    userId === undefined || stands === 'waiting'
      ? what
      : say(context, decidedBy[stands], { who: userNameById(context, userId) });
  const lines: readonly Row[] = records.map((record) => ({
    title: recordTitle(context, record),
    right: [],
    state: state(context, record.approval?.decision?.verdict ?? (record.state === 'waiting' ? 'waiting' : 'dismissed')),
    detail: joined([byAndWhen(context, record), ...decided(context, record)], ' · '),
    press: button(context.texts.cards.buttons.showChange, { verb: 'show-change', data: { id: record.number } }),
  }));
  return {
    name: 'history',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), records.length),
      kind: kinds.approvals,
      title,
      sentences: [
        ...(since === undefined
          ? []
          : [say(context, context.texts.record.historySince, { time: formatMoment(since, context.texts.language) })]),
        ...(records.length === 0 ? [words(stands === 'waiting' ? approval.empty : decidedEmpty)] : []),
      ],
      lines,
      footer: { left: words(context.texts.cards.history.footer), right: timeText(context, context.now) },
    },
  };
}

/** "rejected by Alex Wilber, 14:02: no budget". */
function decided(context: ViewContext, { approval }: ChangeRecord): readonly TextRuns[] {
  const { decision } = approval ?? {};
  if (decision === undefined) return [];
  const { verdictBy, because } = context.texts.approvals;
  const by = say(context, verdictBy[decision.verdict], {
    who: name(decision.by.displayName),
    time: timeText(context, decision.at),
  });
  return [
    decision.reason === undefined ? by : joined([by, say(context, because, { reason: name(decision.reason) })], ''),
  ];
}
