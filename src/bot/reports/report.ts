import type { ChangeRecord } from '../../core/change-record.ts';
import type { ReportData } from '../../core/report-data.ts';
import { formatMoment } from '../../core/time/format-moment.ts';
import type { Store } from '../../store/store.ts';
import { count, textFor, type ViewContext } from '../views/context.ts';
import { changePage } from './change-page.ts';
import { csvOf, type Sheet } from './csv.ts';
import { pageOf } from './page.ts';
import { failuresSheet, historySheet, membersSheet, seatsSheet, usersSheet } from './sheets.ts';

export const SHEET_REPORTS = ['failures', 'history', 'members', 'seats', 'users'] as const;
export type SheetReport = (typeof SHEET_REPORTS)[number];

/** What to report: a table of something, or one change from its beginning to its end. */
export type ReportAsked =
  | { readonly report: 'history'; readonly format: Format; readonly records: readonly ChangeRecord[] }
  | (ReportData & { readonly format: Format })
  | { readonly report: 'change'; readonly record: ChangeRecord };

export type Format = 'csv' | 'html';

export interface Report {
  /** A file's name, of letters, digits, dots and dashes. */
  readonly name: string;
  readonly content: string;
}

export interface ReportSources {
  readonly context: ViewContext;
  readonly audit: Store['audit'];
  /** In which times are told to people (IANA); tables tell them in UTC. */
  readonly zone: string;
}

export function reportOf({ context, audit, zone }: ReportSources, asked: ReportAsked): Report {
  const stamp = context.now.slice(0, 19).replaceAll(':', '').replace('T', '-');
  if (asked.report === 'change') {
    const { record } = asked;
    const content = changePage(context, { record, lines: linesOf(audit, record), zone });
    return { name: `change-${record.number}-${stamp}.html`, content };
  }
  const sheet = sheetOf(context, asked);
  const { format, report } = asked;
  return {
    name: `${report}-${stamp}.${format}`,
    content: format === 'csv' ? csvOf(sheet) : sheetPage(context, { report, sheet, zone }),
  };
}

function sheetOf(context: ViewContext, asked: Exclude<ReportAsked, { report: 'change' }>): Sheet {
  switch (asked.report) {
    case 'failures':
      return failuresSheet(context, asked.rows);
    case 'history':
      return historySheet(context, asked.records);
    case 'members':
      return membersSheet(context, asked.rows);
    case 'seats':
      return seatsSheet(context, asked.rows);
    case 'users':
      return usersSheet(context, asked.rows);
  }
}

function sheetPage(
  context: ViewContext,
  { report, sheet, zone }: { readonly report: SheetReport; readonly sheet: Sheet; readonly zone: string },
): string {
  const { language, record: texts } = context.texts;
  const time = formatMoment({ ms: Date.parse(context.now), zone }, language);
  const made = textFor(context, texts.reportMade, { time, rows: count(context, sheet.rows.length) });
  const title = `${texts.reportTitles[report]}: ${context.labels.organization.displayName}`;
  return pageOf({
    language,
    title,
    parts: [
      { kind: 'text', text: made },
      { kind: 'table', sheet },
    ],
  });
}

/** The steps of a change in the audit log, oldest first. */
function linesOf(audit: Store['audit'], { number, createdAt, targetGroupIds, targetUserIds }: ChangeRecord) {
  const target = targetGroupIds[0] ?? targetUserIds[0] ?? '';
  return [...audit.aboutSince(target, createdAt)].filter(
    ({ details }) =>
      typeof details === 'object' && details !== null && 'number' in details && details.number === number,
  );
}
