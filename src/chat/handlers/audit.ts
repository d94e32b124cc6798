import { approvalsCard, type Stands } from '../../cards/approval/approvals.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import { decisionOf } from '../../notices/approvals/request-card.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { HistoryOf } from './which-changes.ts';

/** How far back decided requests are looked for. */
const LOOKED_AT = 1_000;
const LISTED = 10;

/** What was asked of one change, in a sentence: who decided on it and when, or why; undefined for what its card answers. */
export function answerAbout(turn: Turn, record: ChangeRecord, question: string | undefined): Message | undefined {
  switch (question) {
    case 'who_approved':
    case 'who_rejected':
    case 'who_decided':
      return { text: whoDecided(turn, record) };
    case 'why':
      return { text: why(turn, record) };
    default:
      return undefined;
  }
}

function whoDecided(turn: Turn, record: ChangeRecord): string {
  const { audit } = texts[turn.language].record;
  const { number, state, approval, requestedBy, appliedAt } = record;
  const values = { number: String(number), asker: requestedBy.displayName };
  if (approval === undefined) {
    const pattern = appliedAt === undefined ? audit.notApplied : audit.needsNobody;
    return fill(pattern, { ...values, time: timeOf(turn, appliedAt ?? record.createdAt) });
  }
  if (state === 'waiting') return fill(audit.stillWaits, { ...values, time: timeOf(turn, approval.askedAt) });
  const { decision, by = '', at = '', reason, breakGlass } = decisionOf(record);
  return fill(breakGlass === true ? audit.emergency : audit[decision], {
    ...values,
    who: by,
    time: timeOf(turn, at),
    because: reason === undefined ? audit.withoutReason : fill(audit.because, { reason }),
  });
}

function why(turn: Turn, record: ChangeRecord): string {
  const { audit } = texts[turn.language].record;
  const { number, reason, requestedBy } = record;
  const values = { number: String(number), who: requestedBy.displayName };
  const given = fill(reason === undefined ? audit.noReason : audit.reason, { ...values, reason: reason ?? '' });
  const { decision } = record.approval ?? {};
  return decision?.reason === undefined ? given : `${given} ${whoDecided(turn, record)}`;
}

function timeOf({ timeZone: zone, language }: Turn, at: string): string {
  return formatMoment({ ms: Date.parse(at), zone }, language);
}

/** Requests by how they stand; of what was decided, by whom and why. `of` tells whose decisions, of which group, and when. */
export async function requestsMessage(
  services: Services,
  turn: Turn,
  stands: Stands,
  of: HistoryOf = {},
): Promise<Message> {
  const all =
    stands === 'waiting'
      ? (await services.desk.approvals.waiting()).toReversed()
      : (await services.store.changes.latest(LOOKED_AT)).filter((record) => isOfKind(record, stands));
  const records = all.filter((record) => isAskedFor(record, of)).slice(0, LISTED);
  const { userId, sinceMs } = of;
  const by = stands === 'waiting' || userId === undefined ? {} : { userId };
  const since = sinceMs === undefined ? {} : { since: { ms: sinceMs, zone: turn.timeZone } };
  return cardMessage(approvalsCard(viewContext(services, turn.language), { records, stands, ...by, ...since }));
}

/** A request that its asker took back was decided by nobody. */
function isOfKind({ approval, state }: ChangeRecord, stands: Exclude<Stands, 'waiting'>): boolean {
  const verdict =
    approval?.decision?.verdict ?? (approval !== undefined && state === 'dismissed' ? 'withdrawn' : undefined);
  return verdict !== undefined && (stands === 'decided' || verdict === stands);
}

function isAskedFor(
  { approval, targetGroupIds, createdAt }: ChangeRecord,
  { userId, groupId, sinceMs = -Infinity, untilMs = Infinity }: HistoryOf,
): boolean {
  const { decision, askedAt = createdAt } = approval ?? {};
  const atMs = Date.parse(decision?.at ?? askedAt);
  const byThem = userId === undefined || decision?.by.userId === userId;
  return byThem && (groupId === undefined || targetGroupIds.includes(groupId)) && sinceMs <= atMs && atMs < untilMs;
}
