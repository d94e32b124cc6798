import { countFor, textFor, type ViewContext } from '../cards/text/context.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { ReportData } from '../licensing/pages/report-data.ts';
import type { Store } from '../store/store.ts';
import { formatMoment } from '../time/format-moment.ts';
import { changePage } from './change-page.ts';
import { csvOf, type Sheet } from './csv.ts';
import { htmlPage, type PagePart } from './page.ts';
import { linesOfPeople, peopleOfChange } from './people-of-change.ts';
import { failuresParts, historyParts, membersParts, seatsParts } from './sheet-pages.ts';
import { failuresSheet, historySheet, membersSheet, seatsSheet, usersSheet } from './sheets.ts';
import { standingPage } from './standing-page.ts';

export const SHEET_REPORTS = ['failures', 'history', 'members', 'seats', 'users'] as const;
/** Those that tell how something stands. */
export const PAGE_REPORTS = ['group', 'tenant'] as const;

/** What to report: a table of something, or one change from its beginning to its end. */
export type ReportAsked =
  | { readonly report: 'history'; readonly format: Format; readonly records: readonly ChangeRecord[] }
  /** How a group or the tenant stands is a page in every format. */
  | (ReportData & { readonly format: Format })
  | { readonly report: 'change'; readonly record: ChangeRecord };

type SheetAsked = Exclude<ReportAsked, { readonly report: 'change' | 'group' | 'tenant' }>;

export type Format = 'csv' | 'html';

export interface WrittenReport {
  /** A file's name, of letters, digits, dots and dashes. */
  readonly name: string;
  readonly content: string;
}

interface ReportSources {
  readonly context: ViewContext;
  readonly audit: Store['audit'];
  /** In which times are told (IANA). */
  readonly zone: string;
  /** Changes that were applied, by which seats are drawn over time. */
  readonly records?: readonly ChangeRecord[];
}

export async function reportOf(
  { context, audit, zone, records = [] }: ReportSources,
  asked: ReportAsked,
): Promise<WrittenReport> {
  const stamp = context.now.slice(0, 19).replaceAll(':', '').replace('T', '-');
  if (asked.report === 'change') {
    const { record } = asked;
    const lines = await linesOfPeople(audit, record);
    const people = await peopleOfChange(audit, record, lines);
    const content = changePage(context, { record, lines, people, zone });
    return { name: `change-${record.number}-${stamp}.html`, content };
  }
  if (asked.report === 'group' || asked.report === 'tenant') {
    const content = await standingPage({ context, audit, zone, records }, asked);
    return { name: `${asked.report}-${stamp}.html`, content };
  }
  const sheet = sheetOf(context, asked);
  const { format, report } = asked;
  return {
    name: `${report}-${stamp}.${format}`,
    content:
      format === 'csv'
        ? csvOf(sheet, { language: context.texts.language, zone })
        : sheetPage(context, { asked, sheet, zone, records }),
  };
}

function sheetOf(context: ViewContext, asked: SheetAsked): Sheet {
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

interface SheetPage {
  readonly asked: SheetAsked;
  readonly sheet: Sheet;
  readonly zone: string;
  readonly records: readonly ChangeRecord[];
}

/** What a page shows: to be looked at first, and to be read; a file for programs is the table alone. */
function partsOf(context: ViewContext, { asked, sheet, zone, records }: SheetPage): readonly PagePart[] {
  switch (asked.report) {
    case 'failures':
      return failuresParts(context, asked.rows);
    case 'history':
      return historyParts(context, asked.records);
    case 'seats':
      return [...seatsParts(context, asked.rows, { records, zone }), { kind: 'table', sheet }];
    case 'members':
      return membersParts(context, asked.rows);
    case 'users':
      return [{ kind: 'table', sheet }];
  }
}

function sheetPage(context: ViewContext, { asked, sheet, zone, records }: SheetPage): string {
  const { language, record: texts } = context.texts;
  const time = formatMoment({ ms: Date.parse(context.now), zone }, language);
  const made = textFor(context, texts.reportMade, { time, rows: countFor(context, sheet.rows.length) });
  const title = `${texts.reportTitles[asked.report]}: ${context.labels.organization.displayName}`;
  return htmlPage({
    language,
    zone,
    title,
    parts: [{ kind: 'text', text: made }, ...partsOf(context, { asked, sheet, zone, records })],
  });
}
