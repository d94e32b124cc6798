import type { ChangeRecord } from '../../core/change-record.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { button, buttons, formButton, primary, textInput } from '../cards/buttons.ts';
import type { Button, Card, CardData, Row } from '../cards/card.ts';
import { joined, name, type Runs, textOf, words } from '../cards/runs.ts';
import { say, state, summary, textFor, type ViewContext } from './context.ts';
import { countedLines } from './counted.ts';
import { outcomeFigures } from './figures.ts';
import { byAndWhen, describeRecord, quoteOf, recordData, recordTitle, referenceOf } from './record.ts';
import { timeAndNumber, timeText } from './time.ts';

export interface ApprovalInput {
  readonly record: ChangeRecord;
  readonly outcome: Outcome;
  readonly expiresAt: string;
}

/** What a second person decides about: who asks, what would happen, until when. */
export function approvalCard(context: ViewContext, input: ApprovalInput): Card {
  const { record, expiresAt } = input;
  const { approval } = context.texts.cards;
  const data = approvalData(context, input, 'waiting');
  return {
    name: 'approval',
    data: {
      ...data,
      buttons: approvalButtons(context, record),
      footer: {
        left: words(textFor(context, approval.expires, { time: timeText(context, expiresAt) })),
        right: timeAndNumber(context, record.createdAt, record.number),
      },
    },
  };
}

export interface DecidedInput extends ApprovalInput {
  readonly decision: 'approved' | 'rejected' | 'expired';
  readonly by?: string;
  readonly reason?: string;
  readonly at: string;
}

/** The same, decided: by whom, why, when. No buttons. */
export function approvalDecidedCard(context: ViewContext, input: DecidedInput): Card {
  const { record, decision, by, reason, at } = input;
  const { approval } = context.texts.cards;
  const verdict =
    decision === 'expired' || by === undefined
      ? words(approval.expired)
      : say(context, approval[decision], { who: name(by) });
  return {
    name: 'approval',
    data: {
      ...approvalData(context, input, decision),
      box: [verdict, quoteOf(context, reason === undefined ? {} : { reason })],
      footer: {
        left: words(textFor(context, approval.decided, { time: timeText(context, at) })),
        right: textFor(context, approval.asked, { time: timeAndNumber(context, record.createdAt, record.number) }),
      },
    },
  };
}

function approvalData(
  context: ViewContext,
  { record, outcome }: ApprovalInput,
  stands: 'waiting' | DecidedInput['decision'],
): CardData {
  const { approval } = context.texts.cards;
  return {
    ...recordData(context, record, {
      state: state(context, stands),
      time: record.createdAt,
      summary: textFor(context, approval.summary, {
        number: String(record.number),
        change: textOf(describeRecord(context, record, 'named')),
      }),
    }),
    sentences: [asks(context, record)],
    quote: quoteOf(context, record),
    figures: outcomeFigures(context, record.changes, outcome),
    counted: countedLines(context, record.changes, outcome),
  };
}

function asks(context: ViewContext, record: ChangeRecord): Runs {
  const who = say(context, context.texts.cards.approval.asks, { who: name(record.requestedBy.displayName) });
  return joined([who, describeRecord(context, record, 'inTitle')], '');
}

function approvalButtons(context: ViewContext, record: ChangeRecord): readonly Button[] {
  const { buttons: texts, approval } = context.texts.cards;
  const reference = referenceOf(record);
  return buttons(
    primary(texts.approve, { verb: 'approve', data: reference }),
    formButton(
      texts.reject,
      [
        textInput(
          'reason',
          { label: approval.reasonLabel, placeholder: approval.reasonPlaceholder },
          { multiline: true },
        ),
      ],
      button(texts.reject, { verb: 'reject', data: reference }, 'destructive'),
    ),
    button(texts.showPeople, { verb: 'people', data: reference }),
  );
}

/** Everything that waits for a second person. */
export function approvalsCard(context: ViewContext, records: readonly ChangeRecord[]): Card {
  const { approval, kinds } = context.texts.cards;
  const lines: readonly Row[] = records.map((record) => ({
    title: recordTitle(context, record),
    right: [],
    state: state(context, 'waiting'),
    detail: byAndWhen(context, record),
    press: button(context.texts.cards.buttons.showChange, { verb: 'show-change', data: { id: record.number } }),
  }));
  return {
    name: 'history',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, approval.waits, records.length),
      kind: kinds.approvals,
      title: words(approval.waits),
      sentences: records.length === 0 ? [words(approval.empty)] : [],
      lines,
      footer: { left: words(context.texts.cards.history.footer), right: timeText(context, context.now) },
    },
  };
}
