import { describeRecord, outcomeText, targetText } from '../cards/change/record.ts';
import { recordState } from '../cards/change/record-state.ts';
import { outcomesTable } from '../cards/page/tables.ts';
import { textOfRuns } from '../cards/runs.ts';
import { countText, textFor, type ViewContext } from '../cards/text/context.ts';
import { productName } from '../cards/text/names.ts';
import type { ChangeRecord, OutcomeSummary } from '../changes/change-record.ts';
import type { AuditRecord } from '../store/audit.ts';
import { formatMoment } from '../time/format-moment.ts';
import { formatCount } from '../words/format.ts';
import type { Sheet } from './csv.ts';
import { htmlPage, type PageBar, type PagePart } from './page.ts';
import type { PersonOfChange } from './people-of-change.ts';

interface ChangePage {
  readonly record: ChangeRecord;
  /** Its lines in the audit log, oldest first. */
  readonly lines: readonly AuditRecord[];
  /** What it came to for each person, as far as the log has it. */
  readonly people: readonly PersonOfChange[];
  readonly zone: string;
}

/** One change for auditors and tickets: asked, approved, foretold, happened, and its lines in the audit log. */
export function changePage(context: ViewContext, { record, lines, people, zone }: ChangePage): string {
  const { language, record: texts } = context.texts;
  const title = textFor(context, texts.changeTitle, {
    number: String(record.number),
    target: targetText(context, record),
  });
  return htmlPage({
    language,
    zone,
    title,
    parts: [
      { kind: 'text', text: textOfRuns(describeRecord(context, record, 'named')) },
      { kind: 'facts', facts: factsOf(context, record, zone) },
      ...outcomeParts(context, record),
      ...peopleParts(context, people),
      { kind: 'table', title: texts.auditLines, sheet: auditSheet(context, lines) },
    ],
  });
}

function factsOf(context: ViewContext, record: ChangeRecord, zone: string): readonly (readonly [string, string])[] {
  const { language, record: texts } = context.texts;
  const { heads } = texts;
  const at = (time: string) => formatMoment({ ms: Date.parse(time), zone }, language);
  const fact = (label: string, value: string | undefined): readonly (readonly [string, string])[] =>
    value === undefined ? [] : [[label, value]];
  const decision = record.approval?.decision;
  const emergency = decision?.breakGlass === true ? `, ${context.texts.approvals.emergency.inReport}` : '';
  return [
    [heads.state, recordState(context, record).word],
    [heads.askedBy, `${record.requestedBy.displayName} (${record.requestedBy.userId}), ${at(record.createdAt)}`],
    [heads.asAsked, record.command.reading],
    ...fact(heads.reason, record.reason),
    ...(decision === undefined
      ? []
      : fact(
          decision.verdict === 'approved' ? heads.approvedBy : heads.rejectedBy,
          `${decision.by.displayName} (${decision.by.userId}), ${at(decision.at)}${emergency}${decision.reason === undefined ? '' : `: ${decision.reason}`}`,
        )),
    ...fact(heads.applied, record.appliedAt && at(record.appliedAt)),
    ...fact(heads.ended, record.finishedAt && at(record.finishedAt)),
    ...fact(heads.undoes, record.undoes === undefined ? undefined : `#${record.undoes}`),
    ...fact(heads.fixes, record.fixes === undefined ? undefined : `#${record.fixes}`),
  ];
}

function outcomeParts(context: ViewContext, record: ChangeRecord): readonly PagePart[] {
  const { heads } = context.texts.record;
  const { simulated, real } = record;
  const bar = (label: string, outcome: OutcomeSummary): PageBar => ({
    label,
    said: outcomeText(context, outcome),
    value: outcome.succeeded,
    of: outcome.people,
  });
  if (real === undefined) return [{ kind: 'bars', bars: [bar(heads.foretold, simulated)] }];
  const table = real.measured === false ? [] : [comparison(context, simulated, real)];
  return [{ kind: 'bars', bars: [bar(heads.foretold, simulated), bar(heads.happened, real)] }, ...table];
}

/** Who failed first, then everybody else: their ids last. */
export function peopleParts(
  context: ViewContext,
  people: readonly PersonOfChange[],
  { title, most = people.length }: { readonly title?: string; readonly most?: number } = {},
): readonly PagePart[] {
  if (people.length === 0) return [];
  const { heads } = context.texts.record;
  const { reasons } = context.texts.cards;
  const products = (skuIds: readonly string[]) => skuIds.map((id) => textOfRuns(productName(context, id))).join(', ');
  const sorted = people.toSorted((a, b) => b.errors.length - a.errors.length).slice(0, most);
  return [
    {
      kind: 'table',
      title: title ?? countText(context, context.texts.cards.counts.people, people.length),
      sheet: {
        head: [heads.person, heads.userPrincipalName, heads.got, heads.lost, heads.why, heads.userId],
        rows: sorted.map(({ userId, gotSkuIds, lostSkuIds, errors }) => {
          const { displayName = '', userPrincipalName = '' } = context.labels.user(userId) ?? {};
          const why = errors.map((error) => reasons[error]).join(', ');
          return [displayName, userPrincipalName, products(gotSkuIds), products(lostSkuIds), why, userId];
        }),
      },
    },
  ];
}

function comparison(context: ViewContext, simulated: OutcomeSummary, real: OutcomeSummary): PagePart {
  const { heads } = context.texts.record;
  const { head, rows } = outcomesTable(context, [heads.foretold, heads.happened], simulated, real);
  return {
    kind: 'table',
    sheet: {
      head: head.map(({ text }) => text.trim()),
      rows: rows.map(({ cells }) => cells.map(({ runs }) => textOfRuns(runs))),
    },
  };
}

function auditSheet(context: ViewContext, lines: readonly AuditRecord[]): Sheet {
  const { language, record: texts } = context.texts;
  return {
    head: [texts.heads.number, texts.heads.time, texts.heads.activity, texts.heads.actor, texts.heads.hash],
    rows: lines.map(({ seq, time, activity, actor, hash }) => [
      formatCount(seq, language),
      { at: time },
      activity,
      actor.displayName,
      hash,
    ]),
  };
}
