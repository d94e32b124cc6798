import type { ChangeRecord } from '../../changes/change-record.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import { button, buttons } from '../buttons.ts';
import type { Card, Fact } from '../card.ts';
import { outcomesTable } from '../page/tables.ts';
import { name, type TextRuns, words } from '../runs.ts';
import { say, textFor, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';
import { needsPages } from './cause.ts';
import { asBeforeLines } from './counted.ts';
import { countsOf } from './figures.ts';
import { figuresAtEnd, realOf } from './finished.ts';
import { canUndo } from './finished-buttons.ts';
import { quoteOf, recordData, recordLines, referenceOf } from './record.ts';
import { recordState } from './record-state.ts';

interface ChangeInput {
  readonly record: ChangeRecord;
  /** What fails now where it was about. */
  readonly causes: readonly FailureCause[];
}

/** One change from its record: what, who, when, why, what was foretold and what came. */
export function changeCard(context: ViewContext, { record, causes }: ChangeInput): Card {
  const { summaries, labels } = context.texts.cards;
  const stands = recordState(context, record);
  const outcome = record.state === 'previewed' ? record.simulated : realOf(record);
  const counts = countsOf(outcome);
  const applied = record.appliedAt !== undefined && record.state !== 'cancelled';
  return {
    name: 'change',
    data: {
      ...recordData(context, record, {
        state: stands,
        time: record.finishedAt ?? record.appliedAt ?? record.createdAt,
        summary: textFor(context, summaries.state, { number: String(record.number), state: stands.word }),
      }),
      sentences: [
        ...recordLines(context, record),
        record.state === 'cancelled' ? words(context.texts.cards.finished.cancelled) : [],
      ],
      quote: quoteOf(context, record),
      figures: applied ? figuresAtEnd(context, record, outcome) : [],
      counted: applied && counts !== undefined ? asBeforeLines(context, record, counts) : [],
      tables:
        !applied || record.real === undefined || record.real.measured === false
          ? []
          : [outcomesTable(context, [labels.simulated, labels.real], record.simulated, record.real)],
      facts: facts(context, record),
      buttons: changeButtons(context, { record, causes }),
    },
  };
}

function facts(context: ViewContext, record: ChangeRecord): readonly Fact[] {
  const texts = context.texts.cards.change;
  const fact = (label: string, value: TextRuns | undefined): readonly Fact[] =>
    value === undefined ? [] : [{ label, value }];
  const at = (time: string | undefined) => (time === undefined ? undefined : words(timeText(context, time)));
  return [
    ...fact(texts.asked, [
      ...name(record.requestedBy.displayName),
      ...words(`, ${timeText(context, record.createdAt)}`),
    ]),
    ...fact(texts.applied, at(record.appliedAt)),
    ...fact(texts.ended, at(record.finishedAt)),
    ...(record.fixes === undefined
      ? []
      : [{ label: '', value: say(context, texts.fixes, { number: String(record.fixes) }) }]),
  ];
}

function changeButtons(context: ViewContext, { record, causes }: ChangeInput) {
  const texts = context.texts.cards.buttons;
  const reference = referenceOf(record);
  const [group] = record.targetGroupIds;
  const [user] = record.targetUserIds;
  const running = record.state === 'queued' || record.state === 'running';
  const ended = record.state === 'finished' || record.state === 'cancelled';
  return buttons(
    running && button(texts.cancel, { verb: 'cancel', data: reference }),
    ended && causes.length > 0 && button(texts.fixes, { verb: 'fixes', data: reference }),
    ended && needsPages(causes) && button(texts.whoFailed, { verb: 'failures', data: reference }),
    group !== undefined && button(texts.showGroup, { verb: 'show-group', data: { group } }),
    group === undefined && user !== undefined && button(texts.showUser, { verb: 'show-user', data: { user } }),
    canUndo(record) && button(texts.undo, { verb: 'undo', data: reference }),
  );
}
