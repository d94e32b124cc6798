import { approversNamed } from '../../cards/change/approvers.ts';
import { describeRecord } from '../../cards/change/record.ts';
import { textOfRuns } from '../../cards/runs.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { type Turn, viewContext } from '../../chat/turn.ts';
import type { Decision } from '../../engine/decision.ts';
import type { Freeze } from '../../engine/freezes.ts';
import type { Language } from '../../language/command.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { formatDuration } from '../../words/format.ts';
import { decisionOf } from './request-card.ts';

type NotApproved = Extract<Decision, { readonly kind: 'notApproved' }>;

/** Why a decision was not taken; who was first is named. */
export function notApprovedText(
  services: Foundation,
  { because, record, needed }: NotApproved,
  language: Language,
): string {
  const { refused, first } = texts[language].approvals;
  if (because === 'decided') {
    const { decision, by = '' } = decisionOf(record);
    return fill(record.approval === undefined ? texts[language].answers.stale[record.state] : first[decision], {
      who: by,
    });
  }
  if (because === 'frozen') return texts[language].answers.fault;
  const { approvers } = services.desk.approvals.policy;
  const who = textOfRuns(approversNamed(viewContext(services, language), approvers, needed));
  const isUnnamed = because === 'notAllowed' && approvers !== undefined;
  return fill(isUnnamed ? refused.notNamed : refused[because], {
    who: record.requestedBy.displayName,
    number: String(record.number),
    roles: who,
    approvers: who,
  });
}

/** What somebody has decided in words. */
export function doneText(
  services: Foundation,
  language: Language,
  record: ChangeRecord,
  done: 'approved' | 'emergency' | 'rejected' | 'withdrawn' | 'askedAgain',
): string {
  return fill(texts[language].approvals.done[done], valuesOf(services, language, record));
}

/** How a request ended, for its requester; undefined when they ended it themselves. */
export function newsText(services: Foundation, record: ChangeRecord): string | undefined {
  const { decision, by = '', reason, breakGlass = false } = decisionOf(record);
  if (decision === 'withdrawn') return undefined;
  const { news, because } = texts[record.language].approvals;
  return fill(breakGlass ? news.emergency : news[decision], {
    ...valuesOf(services, record.language, record),
    who: by,
    because: reason === undefined ? '' : fill(because, { reason }),
  });
}

/** That somebody took a decision which was not theirs, for those whose it was. */
export function emergencyText(services: Foundation, record: ChangeRecord, language: Language): string {
  const { by = '', reason = '' } = decisionOf(record);
  return fill(texts[language].approvals.emergency.told, {
    ...valuesOf(services, language, record),
    who: by,
    reason,
    requester: record.requestedBy.displayName,
  });
}

export function reminderText(services: Foundation, record: ChangeRecord, leftMs: number, language: Language): string {
  return fill(texts[language].approvals.reminder, {
    ...valuesOf(services, language, record),
    who: record.requestedBy.displayName,
    time: formatDuration(leftMs, language),
  });
}

/** A text cannot be written in each reader's zone, so it names the zone of who is answered. */
export function frozenText(
  pattern: string,
  { by, until, reason }: Freeze,
  { language, timeZone: zone }: Pick<Turn, 'language' | 'timeZone'>,
): string {
  const { freeze, because } = texts[language].approvals;
  const time = until === undefined ? '' : formatMoment({ ms: Date.parse(until), zone }, language);
  return fill(pattern, {
    who: by.displayName,
    until: until === undefined ? freeze.untilLifted : fill(freeze.until, { time }),
    because: reason === undefined ? '' : fill(because, { reason }),
  });
}

function valuesOf(services: Foundation, language: Language, record: ChangeRecord) {
  const change = textOfRuns(describeRecord(viewContext(services, language), record, 'named'));
  return { number: String(record.number), change: /[.!?]$/.test(change) ? change : `${change}.` };
}
