import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import type { LicenseAssignmentError } from '../../graph/types.ts';
import type { CardData } from '../card.ts';
import { joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import type { State } from '../states.ts';
import { say, textFor, type ViewContext } from '../text/context.ts';
import { describe, sentencesOf, type Telling, targetTitle } from '../text/describe.ts';
import { timeAndNumber } from '../text/time.ts';
import type { Reference } from '../verbs.ts';
import { changeKind } from './kind.ts';
import { scheduleSentences } from './schedule-sentences.ts';
import { stageSentences } from './stages.ts';

/** More of them stand each on a line of its own. */
const SENTENCES_IN_A_TEXT = 3;

export function referenceOf(record: ChangeRecord): Reference {
  return { id: record.number, v: record.version };
}

/** What every card of a change begins and ends with: kind, state, whom it is about, who asked, when, its number. */
export function recordData(
  context: ViewContext,
  record: ChangeRecord,
  parts: { readonly state: State; readonly summary: string; readonly time: string; readonly left?: TextRuns },
): CardData {
  return {
    language: context.texts.language,
    fallbackText: parts.summary,
    kind: changeKind(record, context.texts.cards),
    state: parts.state,
    title: targetTitle(context, record),
    footer: {
      left: parts.left ?? name(record.requestedBy.displayName),
      right: timeAndNumber(context, parts.time, record.number),
    },
  };
}

/** The same as a line of a list: with the target, without the full stop. */
export function recordTitle(context: ViewContext, record: ChangeRecord): TextRuns {
  const runs = describeRecord(context, record, 'named');
  return runs
    .map((run, index) => (index === runs.length - 1 ? { ...run, text: run.text.replace(/\.$/, '') } : run))
    .filter(({ text }) => text !== '');
}

/** What it does, as one text. An undo says what it undoes. */
export function describeRecord(context: ViewContext, record: ChangeRecord, telling: Telling): TextRuns {
  const told = undoing(context, record, describe(context, record, telling));
  return telling === 'named' ? told : joined([told, ...scheduleSentences(context, record)], ' ');
}

/** All that it does, for who decides about it: in one text, or line by line where that is long. */
export function recordLines(context: ViewContext, record: ChangeRecord): readonly TextRuns[] {
  const [first = [], ...more] = sentencesOf(context, record, 'inFull');
  const stages = [...stageSentences(context, record), ...stageOf(context, record)];
  if (more.length < SENTENCES_IN_A_TEXT) return [describeRecord(context, record, 'inFull'), ...stages];
  return [undoing(context, record, first), ...more, ...scheduleSentences(context, record), ...stages];
}

function stageOf(context: ViewContext, { stageOf: number }: ChangeRecord): readonly TextRuns[] {
  return number === undefined ? [] : [say(context, context.texts.record.stages.stageOf, { number: String(number) })];
}

function undoing(context: ViewContext, { undoes }: ChangeRecord, change: TextRuns): TextRuns {
  if (undoes === undefined) return change;
  return say(context, context.texts.cards.changes.undo, { number: String(undoes), change });
}

/** The reason that was given with "because …". */
export function quoteOf(context: ViewContext, record: Pick<ChangeRecord, 'reason'>): TextRuns {
  if (record.reason === undefined) return [];
  const quoted = say(context, context.texts.cards.preview.because, { reason: name(record.reason) });
  return quoted.map((run) => ({ ...run, italic: true }));
}

/** "990 of 1,000 succeed, 10 fail (Conflicting service plans)". */
export function outcomeText(context: ViewContext, outcome: OutcomeSummary): string {
  const { summaries, reasons } = context.texts.cards;
  const errors = Object.keys(outcome.byError) as LicenseAssignmentError[];
  return textFor(context, outcome.failed === 0 ? summaries.outcome : summaries.outcomeFailed, {
    succeed: outcome.succeeded,
    total: outcome.people,
    fail: outcome.failed,
    reasons: errors.map((error) => reasons[error]).join(', '),
  });
}

export function targetText(context: ViewContext, record: ChangeRecord): string {
  return textOfRuns(targetTitle(context, record));
}

/** "Megan Bowen · 14:02 · #1042", below what was done. */
export function byAndWhen(context: ViewContext, record: ChangeRecord): TextRuns {
  const when = timeAndNumber(context, record.finishedAt ?? record.appliedAt ?? record.createdAt, record.number);
  return joined([name(record.requestedBy.displayName), words(when)], ' · ');
}
