import type { Approvers } from '../../core/approval-policy.ts';
import { permissionsFor } from '../../core/authorization.ts';
import type { ChangeRecord } from '../../core/change-record.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { button, buttons, formButton, primary, textInput } from '../cards/buttons.ts';
import type { Button, Card, CardData, Row } from '../cards/card.ts';
import { joined, name, type Runs, textOf, words } from '../cards/runs.ts';
import type { StateName } from '../cards/states.ts';
import { approversText } from './approvers.ts';
import { say, sayCount, state, summary, textFor, type ViewContext } from './context.ts';
import { countedLines } from './counted.ts';
import { outcomeFigures } from './figures.ts';
import { byAndWhen, describeRecord, quoteOf, recordData, recordLines, recordTitle, referenceOf } from './record.ts';
import { differences } from './tables.ts';
import { timeAndNumber, timeText } from './time.ts';

/** The outcome that somebody agrees to, in the words in which it was shown. Plain JSON: it is kept until it is decided. */
export type ShownOutcome = Pick<CardData, 'figures' | 'counted'>;

export function shownOutcome(context: ViewContext, record: ChangeRecord, outcome: Outcome): ShownOutcome {
  return {
    figures: outcomeFigures(context, record.changes, outcome),
    counted: countedLines(context, record.changes, outcome),
  };
}

export interface ApprovalInput {
  readonly record: ChangeRecord;
  readonly shown: ShownOutcome;
}

/** Who looks: an approver in their own chat, the requester in theirs, or anybody in a conversation of several. */
export type ApprovalViewer = 'approver' | 'requester' | 'anybody';

export interface WaitingInput extends ApprovalInput {
  readonly expiresAt: string;
  readonly viewer: ApprovalViewer;
  /** How many people were asked in their own chats; not told to them. */
  readonly told?: number;
  /** Who may approve, where that is not everybody who may do it. */
  readonly approvers?: Approvers | undefined;
}

/** What a second person decides about: who asks, what would happen, until when. */
export function approvalCard(context: ViewContext, input: WaitingInput): Card {
  const { record, expiresAt } = input;
  const { approval } = context.texts.cards;
  const { shownBefore } = record.approval ?? {};
  const data = approvalData(context, input, 'waiting');
  const { labels } = context.texts.cards;
  return {
    name: 'approval',
    data: {
      ...data,
      sentences: [
        ...(data.sentences ?? []),
        shownBefore === undefined ? [] : words(context.texts.approvals.askedAgain),
      ],
      note: toldSentence(context, input),
      tables:
        shownBefore === undefined
          ? []
          : differences(context, [labels.shown, labels.now], shownBefore, record.simulated),
      buttons: approvalButtons(context, input),
      footer: {
        left: words(textFor(context, approval.expires, { time: timeText(context, expiresAt) })),
        right: timeAndNumber(context, record.createdAt, record.number),
      },
    },
  };
}

export interface DecidedInput extends ApprovalInput {
  readonly decision: 'approved' | 'rejected' | 'withdrawn' | 'expired' | 'impossible';
  readonly by?: string;
  readonly reason?: string;
  readonly at: string;
}

/** The same, decided: by whom, why, when. No buttons. */
export function approvalDecidedCard(context: ViewContext, input: DecidedInput): Card {
  const { record, decision, reason, at } = input;
  const { approval } = context.texts.cards;
  return {
    name: 'approval',
    data: {
      ...approvalData(context, input, STATES[decision]),
      box: [verdict(context, input), quoteOf(context, reason === undefined ? {} : { reason })],
      footer: {
        left: words(textFor(context, approval.decided, { time: timeText(context, at) })),
        right: textFor(context, approval.asked, { time: timeAndNumber(context, record.createdAt, record.number) }),
      },
    },
  };
}

const STATES = {
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'dismissed',
  expired: 'expired',
  impossible: 'refused',
} as const satisfies Record<DecidedInput['decision'], StateName>;

function verdict(context: ViewContext, { decision, by = '' }: DecidedInput): Runs {
  const { cards, approvals } = context.texts;
  switch (decision) {
    case 'approved':
    case 'rejected':
      return say(context, cards.approval[decision], { who: name(by) });
    case 'withdrawn':
      return say(context, approvals.withdrawn, { who: name(by) });
    case 'expired':
      return words(cards.approval.expired);
    case 'impossible':
      return words(approvals.impossible);
  }
}

/** A card of a change that a second person agreed to says who, when and why. */
export function withApproval(context: ViewContext, { approval }: ChangeRecord, card: Card): Card {
  const { decision } = approval ?? {};
  if (decision?.verdict !== 'approved') return card;
  const { by, at, reason } = decision;
  const time = timeText(context, at);
  const approved = say(context, context.texts.approvals.approvedAt, { who: name(by.displayName), time: words(time) });
  const quote = quoteOf(context, reason === undefined ? {} : { reason });
  const sentence = quote.length === 0 ? approved : joined([approved, quote], ' ');
  return { ...card, data: { ...card.data, sentences: [...(card.data.sentences ?? []), sentence] } };
}

function approvalData(context: ViewContext, { record, shown }: ApprovalInput, stands: StateName): CardData {
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
    sentences: asks(context, record),
    quote: quoteOf(context, record),
    ...shown,
  };
}

function asks(context: ViewContext, record: ChangeRecord): readonly Runs[] {
  const who = say(context, context.texts.cards.approval.asks, { who: name(record.requestedBy.displayName) });
  const [first = [], ...more] = recordLines(context, record);
  return [joined([who, first], ''), ...more];
}

function toldSentence(context: ViewContext, { record, viewer, told, approvers }: WaitingInput): Runs {
  const { approvals } = context.texts;
  if (viewer === 'approver' || told === undefined) return [];
  if (told > 0) return sayCount(context, approvals.told, told);
  const roles = approversText(context, approvers, permissionsFor(record.changes));
  return say(context, approvals.toldNobody, { number: String(record.number), roles });
}

function approvalButtons(context: ViewContext, { record, viewer }: WaitingInput): readonly Button[] {
  const { buttons: texts, approval } = context.texts.cards;
  const reference = referenceOf(record);
  const decides = viewer !== 'requester';
  return buttons(
    decides && primary(texts.approve, { verb: 'approve', data: reference }),
    decides &&
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
    viewer !== 'approver' && button(texts.cancel, { verb: 'dismiss', data: reference }),
  );
}

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
