import type { Approvers } from '../../changes/approval-policy.ts';
import { permissionsFor } from '../../changes/authorization.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import { ownChanges } from '../../licensing/outcome/preview.ts';
import type { Card, CardData } from '../card.ts';
import { approversNamed } from '../change/approvers.ts';
import { factLines } from '../change/counted.ts';
import { previewFigures } from '../change/figures.ts';
import { outcomeChart } from '../change/outcome-chart.ts';
import { describeRecord, outcomeText, quoteOf, recordData, recordLines } from '../change/record.ts';
import { differences } from '../page/tables.ts';
import { joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import type { StateName } from '../states.ts';
import { say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { timeAndNumber, timeText } from '../text/time.ts';
import { type ApprovalViewer, approvalButtons } from './approval-buttons.ts';

interface ApprovalInput {
  readonly record: ChangeRecord;
}

export interface WaitingInput extends ApprovalInput {
  readonly expiresAt: string;
  readonly viewer: ApprovalViewer;
  /** How many people were asked in their own chats; not told to them. */
  readonly told?: number;
  /** It is posted in the channel of approvals instead. */
  readonly inChannel?: boolean;
  /** Nobody said of one of these cards whether it arrived. */
  readonly isUnsure?: boolean;
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
        unsureSentence(context, input),
      ],
      note: input.viewer === 'emergency' ? emergencySentence(context, input) : toldSentence(context, input),
      tables:
        shownBefore === undefined
          ? []
          : differences(context, [labels.shown, labels.now], shownBefore, record.simulated),
      buttons: approvalButtons(context, record, input.viewer),
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
  readonly breakGlass?: boolean;
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

function verdict(context: ViewContext, { decision, by = '', breakGlass = false }: DecidedInput): TextRuns {
  const { cards, approvals } = context.texts;
  if (breakGlass) return say(context, approvals.emergency.approved, { who: name(by) });
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
  const { by, at, reason, breakGlass = false } = decision;
  const time = timeText(context, at);
  const { approvedAt, emergency } = context.texts.approvals;
  const approved = say(context, breakGlass ? emergency.approvedAt : approvedAt, {
    who: name(by.displayName),
    time: words(time),
  });
  const quote = quoteOf(context, reason === undefined ? {} : { reason });
  const sentence = quote.length === 0 ? approved : joined([approved, quote], ' ');
  // Who asked gave a reason of their own: it stands before the approval, so that nobody takes it for the approver's.
  const { sentences = [], quote: asked = [] } = card.data;
  return { ...card, data: { ...card.data, sentences: [...sentences, asked, sentence], quote: [] } };
}

function approvalData(context: ViewContext, { record }: ApprovalInput, stands: StateName): CardData {
  const { approval } = context.texts.cards;
  return {
    ...recordData(context, record, {
      state: state(context, stands),
      time: record.createdAt,
      summary: textFor(context, approval.summary, {
        number: String(record.number),
        change: textOfRuns(describeRecord(context, record, 'named')),
      }),
    }),
    sentences: asks(context, record),
    quote: quoteOf(context, record),
    ...outcomeParts(context, record),
  };
}

/** What was shown to who asked; nothing for a request of a version that did not keep it. */
function outcomeParts(context: ViewContext, record: ChangeRecord): Pick<CardData, 'figures' | 'counted' | 'chart'> {
  const { preview, simulated } = record;
  if (preview === undefined) return {};
  const figures = previewFigures(context, { ...record, changes: ownChanges(record) }, preview);
  const chart = outcomeChart(context, preview.counts, outcomeText(context, simulated));
  return { figures, counted: factLines(context, preview.facts), ...(chart === undefined ? {} : { chart }) };
}

function asks(context: ViewContext, record: ChangeRecord): readonly TextRuns[] {
  const who = say(context, context.texts.cards.approval.asks, { who: name(record.requestedBy.displayName) });
  const [first = [], ...more] = recordLines(context, record);
  return [joined([who, first], ''), ...more];
}

function emergencySentence(context: ViewContext, { record, approvers }: WaitingInput): TextRuns {
  const named = approversNamed(context, approvers, permissionsFor(record.changes));
  return say(context, context.texts.approvals.emergency.explained, { approvers: named });
}

/** For who asked: somebody who was to decide it has perhaps never seen it. */
function unsureSentence(context: ViewContext, { record, viewer, isUnsure }: WaitingInput): TextRuns {
  if (isUnsure !== true || viewer === 'approver' || viewer === 'emergency') return [];
  return say(context, context.texts.approvals.perhapsAsked, { number: String(record.number) });
}

function toldSentence(context: ViewContext, { record, viewer, told, inChannel, approvers }: WaitingInput): TextRuns {
  const { approvals } = context.texts;
  if (inChannel === true) return viewer === 'approver' ? [] : words(approvals.inChannel);
  if (viewer === 'approver' || told === undefined) return [];
  if (told > 0) return sayCount(context, approvals.told, told);
  const roles = approversNamed(context, approvers, permissionsFor(record.changes));
  return say(context, approvals.toldNobody, { number: String(record.number), roles });
}
