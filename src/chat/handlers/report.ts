import { PAGE_REPORTS, type ReportAsked, reportOf, SHEET_REPORTS } from '../../reports/report.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { type Turn, viewContext } from '../turn.ts';
import { askBack } from './ask-back.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { recordsOf } from './history.ts';
import { targetsNamed } from './show.ts';
import { historyOf } from './which-changes.ts';

/** More changes than a quarter has. */
const LONGEST_RECORD = 10_000;

/** "export failures as csv", "export change 1042": a file in the person's own chat alone, or told of there where the chat takes none. */
export const exportReport: Handler = async (services, turn, heard) => {
  const { record: words } = texts[turn.language];
  if (turn.place.conversationType !== 'personal') return said(words.reportElsewhere);
  if (heard.slots.report === 'tenant' && heard.slots.format === 'csv') {
    const options = words.tenantTablesSaid.map((text) => ({ title: text, text, choice: text }));
    return askBack(services, turn, words.tenantTables, options, heard.said);
  }
  const asked = await askedFor(services, turn, heard);
  if (asked === undefined) return said(words.whichChange);
  const context = viewContext(services, turn.language);
  const report = await reportOf(
    {
      context,
      audit: services.store.audit,
      zone: turn.timeZone,
      records: await applied(services, undefined, LONGEST_RECORD),
    },
    asked,
  );
  if (services.files !== undefined) return { messages: [await services.files.offer(turn, report)] };
  return said(fill(words.reportWritten, { path: services.reports.write(report) }));
};

async function askedFor(services: Services, turn: Turn, heard: Heard): Promise<ReportAsked | undefined> {
  const { slots, said: sentence } = heard;
  const number =
    slots.ref ?? /\b(?:change|wijziging|report|rapport)\s+#?(\d+)\b|#(\d+)/i.exec(sentence)?.slice(1).find(Boolean);
  if (number !== undefined || slots.report === 'change') {
    const record = await services.store.changes.get(Number(number));
    return record && { report: 'change', record };
  }
  const report = [...SHEET_REPORTS, ...PAGE_REPORTS].find((name) => name === slots.report) ?? 'failures';
  const format = slots.format ?? 'csv';
  if (report === 'history') {
    const of = historyOf(services, turn, slots);
    return { report, format, records: await recordsOf(services, of === 'unknownTime' ? {} : of) };
  }
  const { groups: groupIds } = targetsNamed(services, heard);
  return { ...(await services.host.report({ report, groupIds, slots })).seen, format };
}

function said(text: string): Answer {
  return { messages: [{ text }] };
}
