import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import { causesWhere, type FailureCause } from '../../licensing/explain/failure-cause.ts';
import { formatDuration } from '../../words/format.ts';
import type { Card, CardData, Figure } from '../card.ts';
import { outcomesTable, sameOutcome } from '../page/tables.ts';
import { joined, type TextRuns, words } from '../runs.ts';
import { sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { productName } from '../text/names.ts';
import { alsoLost, leftGroups } from './brought.ts';
import { causesWithPeople, moreCauses } from './cause.ts';
import { asBeforeLines } from './counted.ts';
import { countsOf, endFigures, figure } from './figures.ts';
import { doneButtons, type FinishedInput, finishedButtons } from './finished-buttons.ts';
import { outcomeChart } from './outcome-chart.ts';
import { describeRecord, outcomeText, quoteOf, recordData, recordLines } from './record.ts';
import { refusalSentences } from './refusal-sentences.ts';
import { bestFixLine } from './suggestion.ts';

/**
 * A change that has ended: *Finished*, *Finished with failures* or *Cancelled*, with what to do next. What was cancelled has
 * been taken back: it has no outcome to tell and nothing to undo.
 */
export function finishedCard(context: ViewContext, input: FinishedInput): Card {
  const { record, fixes } = input;
  const { summaries } = context.texts.cards;
  const real = realOf(record);
  const cancelled = record.state === 'cancelled';
  const counts = countsOf(real);
  const causes = causesTold(input, real);
  const chart =
    cancelled || counts === undefined ? undefined : outcomeChart(context, counts, outcomeText(context, real));
  const [best] = causes.length === 0 ? [] : fixes;
  const more = moreCauses(context, causes);
  return {
    name: 'finished',
    data: {
      ...recordData(context, record, {
        state: state(context, cancelled ? 'cancelled' : real.failed > 0 ? 'failures' : 'finished'),
        time: record.finishedAt ?? record.createdAt,
        summary: textFor(context, cancelled ? summaries.cancelled : summaries.finished, {
          number: String(record.number),
          succeed: real.succeeded,
          fail: real.failed,
        }),
      }),
      sentences: [
        ...recordLines(context, record),
        cancelled ? words(context.texts.cards.finished.cancelled) : joined(alsoLost(context, record, real), ' '),
        ...refusalSentences(context, record.refusals ?? []),
      ],
      quote: quoteOf(context, record),
      figures: cancelled ? [] : figuresAtEnd(context, record, real),
      ...(chart === undefined ? {} : { chart }),
      counted: cancelled || counts === undefined ? [] : asBeforeLines(context, record, counts),
      causes: causesWithPeople(context, causes),
      ...(more ? { moreCauses: more } : {}),
      ...differenceParts(context, record),
      note: best ? bestFixLine(context, best) : [],
      buttons: finishedButtons(context, { ...input, causes }),
    },
  };
}

/** A fix that was applied: what it brought, and whether that is what was foretold. */
export function fixDoneCard(context: ViewContext, input: FinishedInput): Card {
  const { record, causes } = input;
  const { numbers } = context.texts.cards;
  const card = finishedCard(context, input);
  const real = realOf(record);
  const { quote: _quote, note: _note, ...data } = card.data;
  return {
    name: 'outcome',
    data: {
      ...data,
      subtitle: describeRecord(context, record, 'inTitle').map((run) => ({ ...run, weight: 'Default' as const })),
      sentences: [
        joined(
          [
            allHave(context, record, real),
            ...leftGroups(context, record, real),
            ...alsoLost(context, record, real),
          ].filter((runs) => runs.length > 0),
          ' ',
        ),
      ],
      figures: [
        figure(context, real.succeeded, textFor(context, numbers.ofTotal, { total: real.people })),
        ...(data.figures ?? []).slice(1),
      ],
      ...(real.measured === false ? {} : comparedParts(context, record, real)),
      buttons: causes.length > 0 ? finishedButtons(context, input) : doneButtons(context, record),
    },
  };
}

/** The verdict on a fix, and both outcomes. */
function comparedParts(context: ViewContext, record: ChangeRecord, real: OutcomeSummary): Partial<CardData> {
  const { finished, labels } = context.texts.cards;
  const same = sameOutcome(record.simulated, real);
  return {
    verdict: {
      ...state(context, same ? 'finished' : 'failures'),
      word: same ? finished.asSimulated : finished.differs,
    },
    tables: [outcomesTable(context, [labels.simulated, labels.real], record.simulated, real)],
  };
}

/** Any other change says so only when it did not come as foretold. */
function differenceParts(context: ViewContext, record: ChangeRecord): Partial<CardData> {
  const { real, simulated } = record;
  if (real === undefined || record.state === 'cancelled' || real.measured === false) return {};
  return sameOutcome(simulated, real) ? {} : comparedParts(context, record, real);
}

/** "All 1,000 members have both products.", when a fix has left nobody out. */
function allHave(context: ViewContext, { targetGroupIds }: ChangeRecord, real: OutcomeSummary): TextRuns {
  const { finished } = context.texts.cards;
  const [groupId] = targetGroupIds;
  if (groupId === undefined || targetGroupIds.length > 1 || real.failed > 0) return [];
  const template = context.labels.licensesOf(groupId).map((license) => license.skuId);
  const [skuId] = template;
  if (skuId === undefined) return [];
  const products =
    template.length === 1
      ? productName(context, skuId)
      : words(template.length === 2 ? finished.both : textFor(context, finished.all, { count: template.length }));
  return sayCount(context, finished.allHave, real.people, { products });
}

/**
 * Failures are told where the change has any: of its groups, and of people who were looked at again. What has been taken
 * back, or fails through another group as it did before, is no news.
 */
function causesTold({ record, causes }: FinishedInput, real: OutcomeSummary): readonly FailureCause[] {
  if (record.state === 'cancelled' || real.failed === 0) return [];
  const moves = record.changes.every(({ kind }) => kind === 'addMember' || kind === 'removeMember');
  if (!moves) return causes;
  const own = causesWhere(causes, ({ groupId }) => record.targetGroupIds.includes(groupId));
  return own.length > 0 ? own : causes;
}

/** Who changed and who failed, and how long it took, where there is room for it. */
export function figuresAtEnd(context: ViewContext, record: ChangeRecord, real: OutcomeSummary): readonly Figure[] {
  const { numbers } = context.texts.cards;
  const figures = endFigures(context, record, real) ?? [
    figure(context, real.succeeded, numbers.done),
    figure(context, real.failed, numbers.failed, 'failures'),
  ];
  const { appliedAt, finishedAt } = record;
  if (figures.length > 2 || appliedAt === undefined || finishedAt === undefined) return figures;
  return [...figures, { figure: tookText(context, appliedAt, finishedAt), label: numbers.taken, color: 'Default' }];
}

/** How long it took, from when it was applied. */
function tookText(context: ViewContext, from: string, to: string): string {
  return formatDuration(Date.parse(to) - Date.parse(from), context.texts.language);
}

/** What came of it; a cancelled change has only come as far as its progress. */
export function realOf(record: ChangeRecord): OutcomeSummary {
  if (record.real !== undefined) return record.real;
  const { progress, simulated } = record;
  return { ...simulated, succeeded: progress?.assigned ?? 0, failed: progress?.failed ?? 0 };
}
