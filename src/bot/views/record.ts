import type { ChangeRecord, OutcomeSummary } from '../../core/change-record.ts';
import type { LicenseAssignmentError } from '../../core/graph.ts';
import type { CardData } from '../cards/card.ts';
import { joined, name, type Runs, textOf, words } from '../cards/runs.ts';
import type { State } from '../cards/states.ts';
import type { Reference } from '../cards/verbs.ts';
import { say, textFor, type ViewContext } from './context.ts';
import { describe, targetTitle } from './describe.ts';
import { kindOf } from './kind.ts';
import { scheduleSentences } from './schedule-sentences.ts';
import { timeAndNumber } from './time.ts';

export function referenceOf(record: ChangeRecord): Reference {
  return { id: record.number, v: record.version };
}

/** What every card of a change begins and ends with: kind, state, whom it is about, who asked, when, its number. */
export function recordData(
  context: ViewContext,
  record: ChangeRecord,
  parts: { readonly state: State; readonly summary: string; readonly time: string; readonly left?: Runs },
): CardData {
  return {
    language: context.texts.language,
    fallbackText: parts.summary,
    kind: kindOf(record, context.texts.cards),
    state: parts.state,
    title: targetTitle(context, record),
    footer: {
      left: parts.left ?? name(record.requestedBy.displayName),
      right: timeAndNumber(context, parts.time, record.number),
    },
  };
}

/** The same as a line of a list: with the target, without the full stop. */
export function recordTitle(context: ViewContext, record: ChangeRecord): Runs {
  const runs = describeRecord(context, record, 'named');
  return runs
    .map((run, index) => (index === runs.length - 1 ? { ...run, text: run.text.replace(/\.$/, '') } : run))
    .filter(({ text }) => text !== '');
}

/** What it does; without the target where the title names it. An undo says what it undoes. */
export function describeRecord(context: ViewContext, record: ChangeRecord, target: 'named' | 'inTitle'): Runs {
  const change = describe(context, record, target);
  const told =
    record.undoes === undefined
      ? change
      : say(context, context.texts.cards.changes.undo, { number: String(record.undoes), change });
  return target === 'named' ? told : joined([told, ...scheduleSentences(context, record)], ' ');
}

/** The reason that was given with "because …". */
export function quoteOf(context: ViewContext, record: Pick<ChangeRecord, 'reason'>): Runs {
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
  return textOf(targetTitle(context, record));
}

/** "Megan Bowen · 14:02 · #1042", below what was done. */
export function byAndWhen(context: ViewContext, record: ChangeRecord): Runs {
  const when = timeAndNumber(context, record.finishedAt ?? record.appliedAt ?? record.createdAt, record.number);
  return joined([name(record.requestedBy.displayName), words(when)], ' · ');
}
