import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Note } from '../../changes/plan/plan.ts';
import type { Change } from '../../licensing/change.ts';
import { type Counts, type Preview, type PreviewFact, tellsUnchanged } from '../../licensing/outcome/preview.ts';
import type { Plural } from '../../words/format.ts';
import { listed, type Value } from '../runs.ts';
import type { ViewContext } from '../text/context.ts';
import { country, groupLabel, planLabels, planName, productNames } from '../text/names.ts';
import { type Counted, countedLine } from './counted-line.ts';
import { coveredLines } from './covered.ts';
import { shapeAtEnd } from './figures.ts';

const LINES = 8;

/** What else to know of a preview, each with its number. Of whom a note tells, the unchanged do not. */
export function countedLines(
  context: ViewContext,
  { facts }: Preview,
  changes: readonly Change[],
  notes: readonly Note[] = [],
): readonly Counted[] {
  const covered = coveredLines(context, notes, changes);
  const lines = facts.map((fact) =>
    fact.kind === 'unchanged' ? { ...fact, people: fact.people - covered.people } : fact,
  );
  return [...covered.lines, ...factLines(context, lines)].slice(0, LINES);
}

/** "**30** lose Office Mobile Apps for Office 365", "**2** are left without mail". */
export function factLines(context: ViewContext, facts: readonly PreviewFact[]): readonly Counted[] {
  return facts.flatMap((fact) => countedLine(context, fact.people, formsOf(context, fact), valuesOf(context, fact)));
}

function formsOf({ texts }: ViewContext, { kind }: PreviewFact): Plural {
  return kind === 'haveLess' ? texts.approvals.haveLess : texts.cards.preview[kind];
}

function valuesOf(context: ViewContext, fact: PreviewFact): Readonly<Record<string, Value>> {
  switch (fact.kind) {
    case 'loses': {
      const products = fact.skuIds.length === 0 ? [] : [productNames(context, fact.skuIds)];
      const services = fact.plans.length === 0 ? [] : [planLabels(context, fact.plans)];
      return { what: listed([...products, ...services], context.texts.language) };
    }
    case 'inheritLocation':
      return { country: country(context, fact.country ?? '—') };
    case 'keepPlan':
      return { plan: planName(context, fact.plan) };
    case 'keepTwin':
      return { plan: planName(context, fact.plan), twin: planName(context, fact.twin) };
    case 'newlyFail':
    case 'fixedElsewhere':
      return { group: groupLabel(context, fact.groupId) };
    default:
      return {};
  }
}

/** Those whose access stayed as it was, where no figure says it, and of those who fail the ones that did before: no news. */
export function asBeforeLines(context: ViewContext, record: ChangeRecord, counts: Counts): readonly Counted[] {
  const { unchanged, stillFail } = context.texts.cards.preview;
  const shape = shapeAtEnd(record);
  const failing = shape === 'reprocess' ? 0 : counts.failedBefore;
  return [
    ...countedLine(context, tellsUnchanged(shape, counts) ? counts.unchanged : 0, unchanged),
    ...countedLine(context, failing, stillFail),
  ];
}
