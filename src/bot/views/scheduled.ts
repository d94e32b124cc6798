import type { ChangeRecord } from '../../core/change-record.ts';
import { nextOf } from '../../core/schedule.ts';
import { button, buttons } from '../cards/buttons.ts';
import type { Card, Row } from '../cards/card.ts';
import { joined, name, textOf, words } from '../cards/runs.ts';
import { say, state, summary, textFor, type ViewContext } from './context.ts';
import { describeRecord, quoteOf, recordData, recordLines, recordTitle, referenceOf, targetText } from './record.ts';
import { recordState } from './record-state.ts';
import { scheduledTime } from './schedule-sentences.ts';
import { timeText } from './time.ts';

/** A change that was decided and waits for its time. */
export function scheduledCard(context: ViewContext, record: ChangeRecord): Card {
  const { summaries, buttons: texts } = context.texts.cards;
  const stands = recordState(context, record);
  return {
    name: 'notice',
    data: {
      ...recordData(context, record, {
        state: stands,
        time: record.createdAt,
        summary: textFor(context, summaries.state, { number: String(record.number), state: stands.word }),
      }),
      subtitle: [],
      sentences: recordLines(context, record),
      quote: quoteOf(context, record),
      buttons: buttons(button(texts.cancel, { verb: 'dismiss', data: referenceOf(record) })),
    },
  };
}

const ROWS = 10;

/** Everything that is still to happen by itself, the next first. */
export function toComeCard(context: ViewContext, records: readonly ChangeRecord[]): Card {
  const { schedule } = context.texts.record;
  const { kinds, buttons: texts, history } = context.texts.cards;
  const rows = records.flatMap((record) => toComeRow(context, record)).slice(0, ROWS);
  return {
    name: 'history',
    data: {
      language: context.texts.language,
      fallbackText: summary(
        context,
        schedule.title,
        records.map((record) => `#${record.number} ${targetText(context, record)}`).join(', ') || schedule.empty,
      ),
      kind: kinds.history,
      title: words(schedule.title),
      sentences: rows.length === 0 ? [words(schedule.empty)] : [],
      lines: rows,
      buttons: buttons(rows.length === 0 && button(texts.help, { verb: 'help', data: {} })),
      footer: { left: words(history.footer), right: timeText(context, context.now) },
    },
  };
}

/** What is next to happen by itself of a change; nothing where nothing is. */
export function toComeRow(context: ViewContext, record: ChangeRecord): readonly Row[] {
  const next = nextOf(record);
  if (next === undefined || record.schedule === undefined) return [];
  const { schedule } = context.texts.record;
  const pattern = next.kind === 'start' ? schedule.startRow : schedule.endRow;
  const when = say(context, pattern, { time: scheduledTime(context, record.schedule, next.at) });
  return [
    {
      title: recordTitle(context, record),
      right: [],
      state: state(context, 'scheduled'),
      detail: joined([when, name(record.requestedBy.displayName), words(`#${record.number}`)], ' · '),
      press: button(`${context.texts.cards.buttons.showChange} #${record.number}`, {
        verb: 'show-change',
        data: { id: record.number },
      }),
    },
  ];
}

/** What a scheduled change does, as a sentence for a text. */
export function changeSentence(context: ViewContext, record: ChangeRecord): string {
  const change = textOf(describeRecord(context, record, 'named'));
  return /[.!?]$/.test(change) ? change : `${change}.`;
}
