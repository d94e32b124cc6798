import type { ChangeRecord } from '../../changes/change-record.ts';
import { isPaused, nextOf } from '../../changes/schedule.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Button, Card, Row } from '../card.ts';
import { joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, state, summary, textFor, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';
import { describeRecord, quoteOf, recordData, recordLines, recordTitle, referenceOf, targetText } from './record.ts';
import { recordState } from './record-state.ts';
import { scheduledTime } from './schedule-sentences.ts';
import { stageValues } from './stages.ts';

/** A change that was decided and waits for its time; one in stages also when they are over. */
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
      buttons: buttons(
        ...stageButtons(context, record),
        record.state === 'scheduled' && button(texts.cancel, { verb: 'dismiss', data: referenceOf(record) }),
      ),
    },
  };
}

function stageButtons({ texts }: ViewContext, record: ChangeRecord): readonly Button[] {
  const { stages } = record.schedule ?? {};
  const { buttons: words } = texts.cards;
  if (stages === undefined) return [];
  const data = referenceOf(record);
  const isPaused = stages.paused !== undefined;
  return buttons(
    record.state === 'scheduled' && !isPaused && button(words.pause, { verb: 'pause', data }),
    record.state === 'scheduled' && isPaused && primary(words.resume, { verb: 'resume', data }),
    stages.done.length > 0 && button(words.undo, { verb: 'undo', data }),
  );
}

const ROWS = 10;

/** Everything that is still to happen by itself, the next first. */
export function toComeCard(context: ViewContext, records: readonly ChangeRecord[]): Card {
  const { schedule } = context.texts.record;
  const { kinds, buttons: texts } = context.texts.cards;
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
      footer: { left: words(schedule.footer), right: timeText(context, context.now) },
    },
  };
}

/** What is next to happen by itself of a change; nothing where nothing is. */
export function toComeRow(context: ViewContext, record: ChangeRecord): readonly Row[] {
  const when = whenNext(context, record);
  if (when === undefined) return [];
  return [
    {
      title: recordTitle(context, record),
      right: [],
      state: state(context, isPaused(record) ? 'paused' : 'scheduled'),
      detail: joined([when, name(record.requestedBy.displayName), words(`#${record.number}`)], ' · '),
      press: button(`${context.texts.cards.buttons.showChange} #${record.number}`, {
        verb: 'show-change',
        data: { id: record.number },
      }),
    },
  ];
}

function whenNext(context: ViewContext, record: ChangeRecord): TextRuns | undefined {
  const next = nextOf(record);
  const { schedule, stages } = context.texts.record;
  const planned = record.schedule;
  if (planned?.stages !== undefined && isPaused(record))
    return say(context, stages.pausedRow, stageValues(context, record, planned.stages));
  if (next === undefined || planned === undefined) return undefined;
  const pattern = next.kind === 'start' ? schedule.startRow : schedule.endRow;
  return say(context, pattern, { time: scheduledTime(context, planned, next.at) });
}

/** What a scheduled change does, as a sentence for a text. */
export function changeSentence(context: ViewContext, record: ChangeRecord): string {
  const change = textOfRuns(describeRecord(context, record, 'named'));
  return /[.!?]$/.test(change) ? change : `${change}.`;
}
