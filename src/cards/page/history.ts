import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import type { Page } from '../../licensing/pages/page.ts';
import { formatMoment } from '../../time/format-moment.ts';
import type { LocalMoment } from '../../time/zone.ts';
import { formatPercent } from '../../words/format.ts';
import { button, buttons } from '../buttons.ts';
import type { Button, Card, CardData, Row } from '../card.ts';
import { asBeforeLines } from '../change/counted.ts';
import { countsOf, endFigures } from '../change/figures.ts';
import { byAndWhen, recordTitle, referenceOf, targetText } from '../change/record.ts';
import { recordState } from '../change/record-state.ts';
import { joined, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, state, summary, textFor, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';
import type { Press } from '../verbs.ts';
import { pager } from './pages.ts';

export const CHANGES_ON_A_PAGE = 10;

interface HistoryInput {
  /** This page of them, newest first. */
  readonly records: readonly ChangeRecord[];
  readonly page: number;
  readonly total: number;
  /** The group or person that it is the history of; nothing for everything. */
  readonly title?: TextRuns;
  /** What a button to another page carries besides the page. */
  readonly data?: Extract<Press, { readonly verb: 'history' }>['data'];
  readonly since?: LocalMoment;
  readonly until?: LocalMoment;
  /** It was asked what took something away. */
  readonly taking?: boolean;
}

/** Who changed what, for whom, when, and how many succeeded and failed. */
export function historyCard(context: ViewContext, input: HistoryInput): Card {
  const { records, page, total, data, since, until, taking = false } = input;
  const { audit } = context.texts.record;
  const moment = (at: LocalMoment) => formatMoment(at, context.texts.language);
  const { history, kinds, buttons: texts } = context.texts.cards;
  const title =
    input.title === undefined ? words(history.title) : say(context, history.titleOf, { target: input.title });
  const shown: Page = { page, size: CHANGES_ON_A_PAGE, total };
  return recordList(context, {
    kind: kinds.history,
    title,
    records,
    empty: taking ? audit.nobodyTook : history.empty,
    ...(since === undefined
      ? {}
      : {
          when:
            until === undefined
              ? say(context, context.texts.record.historySince, { time: moment(since) })
              : say(context, audit.between, { from: moment(since), to: moment(until) }),
        }),
    // What is exported is all of it: where less is shown it would be something else.
    ...(Object.keys(data ?? {}).length > 0 || records.length === 0
      ? {}
      : {
          buttons: [button(texts.export, { verb: 'say', data: { text: context.texts.cards.help.sayExportHistory } })],
        }),
    footer: history.doneOnly,
    pages: pager(context, shown, (next) => ({ verb: 'history', data: { ...data, page: next } }), {
      back: texts.newer,
      next: texts.older,
    }),
  });
}

/** What runs or waits now: *Queued*, *In progress*, previews without an answer. */
export function runningCard(context: ViewContext, records: readonly ChangeRecord[]): Card {
  const { history, kinds } = context.texts.cards;
  return recordList(context, {
    kind: kinds.running,
    title: words(history.runningTitle),
    records: records.slice(0, CHANGES_ON_A_PAGE),
    empty: history.runningEmpty,
    footer: history.footer,
    pages: {},
  });
}

/** "stop", when that may be more than one change, or is somebody else's: a button for each. */
export function whichRunsCard(context: ViewContext, records: readonly ChangeRecord[]): Card {
  const { history, kinds, buttons: texts } = context.texts.cards;
  return recordList(context, {
    kind: kinds.running,
    title: words(history.whichTitle),
    records: records.slice(0, CHANGES_ON_A_PAGE),
    empty: history.runningEmpty,
    footer: history.footer,
    pages: {},
    buttons: records.map((record) =>
      button(`${texts.cancel} #${record.number}`, { verb: 'cancel', data: referenceOf(record) }),
    ),
  });
}

interface RecordList {
  readonly kind: string;
  readonly title: TextRuns;
  readonly records: readonly ChangeRecord[];
  readonly empty: string;
  readonly when?: TextRuns;
  readonly footer: string;
  readonly pages: Pick<CardData, 'pager'>;
  readonly buttons?: readonly Button[];
}

function recordList(context: ViewContext, list: RecordList): Card {
  const { kind, title, records, empty, when, footer, pages } = list;
  const { help } = context.texts.cards.buttons;
  return {
    name: 'history',
    data: {
      language: context.texts.language,
      fallbackText: summary(
        context,
        textOfRuns(title),
        records.length === 0
          ? empty
          : records.map((record) => `#${record.number} ${targetText(context, record)}`).join(', '),
      ),
      kind,
      title,
      sentences: [...(when === undefined ? [] : [when]), ...(records.length === 0 ? [words(empty)] : [])],
      lines: records.map((record) => recordRow(context, record)),
      ...pages,
      buttons: buttons(...(list.buttons ?? []), records.length === 0 && button(help, { verb: 'help', data: {} })),
      footer: { left: words(footer), right: timeText(context, context.now) },
    },
  };
}

/** "Assign Office 365 E3 to HR Department", its state; below it who, when, which number, and the counts. */
function recordRow(context: ViewContext, record: ChangeRecord): Row {
  const failed = record.real?.failed ?? 0;
  const { showChange } = context.texts.cards.buttons;
  return {
    title: recordTitle(context, record),
    right: [],
    state:
      record.state === 'finished' && failed > 0 ? state(context, 'failedCount', failed) : recordState(context, record),
    detail: joined([byAndWhen(context, record), ...outcomeOf(context, record)], ' · '),
    press: button(`${showChange} #${record.number}`, { verb: 'show-change', data: { id: record.number } }),
  };
}

/** "990 succeeded, 10 failed" of what has ended; that it was taken back of what was cancelled; how far what runs is. */
function outcomeOf(context: ViewContext, record: ChangeRecord): readonly TextRuns[] {
  const { history } = context.texts.cards;
  const { progress, real } = record;
  if (record.state === 'cancelled') return [words(history.takenBack)];
  if (real !== undefined) {
    const told = countsAtEnd(context, record, real);
    return told.length === 0 ? [] : [joined(told, ', ')];
  }
  if (record.state !== 'running' || progress === undefined) return [];
  return [words(formatPercent(progress.processed, progress.total, context.texts.language))];
}

/** The words of its card at the end; where that has none of its own, "succeeded". */
function countsAtEnd(context: ViewContext, record: ChangeRecord, real: OutcomeSummary): readonly TextRuns[] {
  const { numbers, counts: texts } = context.texts.cards;
  const counts = countsOf(real);
  const figures = endFigures(context, record, real) ?? [];
  const asBefore = counts === undefined ? [] : asBeforeLines(context, record, counts);
  const succeeded = words(textFor(context, texts.succeeded, { count: counts?.changed ?? real.succeeded }));
  const plain: readonly string[] = [numbers.assigned.other, numbers.changed.other, numbers.fixed.other];
  const named = figures.map(({ figure: value, label }) =>
    plain.includes(label) ? succeeded : words(`${value} ${label}`),
  );
  const failed = words(textFor(context, texts.failed, { count: real.failed }));
  return [
    ...(named.length === 0 ? [succeeded, failed] : named),
    ...asBefore.map((line) => joined([words(line.count), line.runs], ' ')),
  ];
}
