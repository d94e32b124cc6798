import type { ChangeRecord, Progress } from '../../changes/change-record.ts';
import { formatPercent, percentOf } from '../../words/format.ts';
import { barPng, PROGRESS_BAR } from '../bar.ts';
import { button, buttons } from '../buttons.ts';
import type { Bar, Button, Card, CardData } from '../card.ts';
import { type TextRuns, words } from '../runs.ts';
import { state, textFor, type ViewContext } from '../text/context.ts';
import { timeAndNumber, timeText } from '../text/time.ts';
import { figure } from './figures.ts';
import { describeRecord, recordData, referenceOf } from './record.ts';

/** A change on its way: *Queued* without numbers, *In progress* with a bar, *Cancelling* until the engine stops. */
export function progressCard(context: ViewContext, record: ChangeRecord): Card {
  const { buttons: texts, progress: progressTexts, summaries } = context.texts.cards;
  const { progress } = record;
  const { cancelling, running, queued } = summaries;
  const started = record.appliedAt ?? record.createdAt;
  const phase = record.state === 'cancelling' ? 'cancelling' : record.state === 'running' ? 'running' : 'queued';
  const summary =
    progress === undefined || phase !== 'running'
      ? textFor(context, phase === 'cancelling' ? cancelling : queued, { number: String(record.number) })
      : textFor(context, running, {
          number: String(record.number),
          count: progress.processed,
          total: progress.total,
        });
  const data = recordData(context, record, { state: state(context, phase), time: started, summary });
  const right = timeAndNumber(context, started, record.number);
  return {
    name: 'progress',
    data: {
      ...data,
      subtitle: describeRecord(context, record, 'inTitle').map((run) => ({ ...run, weight: 'Default' as const })),
      footer: { left: data.footer.left, right: textFor(context, progressTexts.since, { time: right }) },
      ...(progress === undefined ? {} : PARTS[phase](context, progress)),
      note: phase === 'running' ? stallNote(context, progress) : words(progressTexts[phase]),
      buttons: buttons(
        phase === 'running' && progress?.stall?.kind === 'stuck' && reprocessButton(context, record),
        phase !== 'cancelling' && button(texts.cancel, { verb: 'cancel', data: referenceOf(record) }),
      ),
    },
  };
}

const PARTS = { queued: () => ({}), running: runningParts, cancelling: cancellingParts } as const;

function runningParts(context: ViewContext, progress: Progress): Partial<CardData> {
  const { numbers, progress: texts } = context.texts.cards;
  return {
    percent: formatPercent(progress.processed, progress.total, context.texts.language),
    processed: textFor(context, texts.processed, { count: progress.processed, total: progress.total }),
    bar: progressBar(context, progress),
    figures: [
      figure(context, progress.assigned, numbers.done),
      figure(context, progress.failed, numbers.failed, 'failures'),
      figure(context, Math.max(0, progress.total - progress.processed), numbers.toGo),
    ],
  };
}

/** The directory does the work in its own time: whoever waits hears whether that is usual. */
function stallNote(context: ViewContext, progress: Progress | undefined): TextRuns {
  if (progress?.stall === undefined) return [];
  const { kind, since } = progress.stall;
  return words(textFor(context, context.texts.cards.progress[kind], { time: timeText(context, since) }));
}

function reprocessButton({ labels, texts }: ViewContext, { targetGroupIds }: ChangeRecord): Button | false {
  const group = targetGroupIds.flatMap((id) => labels.group(id) ?? [])[0];
  if (group === undefined) return false;
  const text = texts.cards.help.sayReprocess.replace('{group}', group.displayName);
  return button(texts.cards.buttons.reprocess, { verb: 'say', data: { text } });
}

/** What is still as the change made it becomes less, and so does the bar. */
function cancellingParts(context: ViewContext, { putBack }: Progress): Partial<CardData> {
  if (putBack === undefined) return {};
  const { numbers, progress: texts, counts } = context.texts.cards;
  const left = putBack.of - putBack.done;
  const values = { count: putBack.done, total: putBack.of };
  return {
    bar: {
      url: barPng(putBack.of === 0 ? 0 : left / putBack.of, PROGRESS_BAR),
      altText: textFor(context, counts.putBack, values),
    },
    sentences: [words(textFor(context, texts.putBack, values))],
    figures: [figure(context, putBack.done, numbers.putBack), figure(context, left, numbers.toGo)],
  };
}

function progressBar(context: ViewContext, { processed, total }: Pick<Progress, 'processed' | 'total'>): Bar {
  return {
    url: barPng(total === 0 ? 0 : processed / total, PROGRESS_BAR),
    altText: textFor(context, context.texts.cards.counts.percentDone, {
      percent: percentOf(processed, total),
      count: processed,
      total,
    }),
  };
}
