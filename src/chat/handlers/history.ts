import type { Stands } from '../../cards/approval/approvals.ts';
import { CHANGES_ON_A_PAGE, historyCard } from '../../cards/page/history.ts';
import { joined } from '../../cards/runs.ts';
import { targetTitle } from '../../cards/text/describe.ts';
import { productName } from '../../cards/text/names.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Slots } from '../../language/command.ts';
import { pageOf } from '../../licensing/pages/page.ts';
import type { Message } from '../chat.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { answerAbout, requestsMessage } from './audit.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { status } from './look.ts';
import { toCome } from './schedule.ts';
import { type HistoryOf, historyOf, unknownTime } from './which-changes.ts';

/** Numbers of a history that is asked for by a number. */
const LONGEST_HISTORY = 1_000;

/** What was planned is not history: it is listed with what is to come. */
const SPEAKS_OF_LATER = /\b(?:scheduled|planned|upcoming|gepland\w*|temporary|tijdelijk\w*)\b/i;

interface HistoryAsked extends HistoryOf {
  readonly page: number;
}

/** Who changed what, newest first. */
export const history: Handler = async (services, turn, heard) => {
  if (SPEAKS_OF_LATER.test(heard.said)) return toCome(services, turn);
  // Of one change its card says who decided on it: the list of all would answer another question.
  const { ref, question = '' } = heard.slots;
  if (ref !== undefined) return ofOne(services, turn, heard, ref);
  const of = historyOf(services, turn, heard.slots);
  if (of === 'unknownTime') return { messages: [unknownTime(turn, heard.slots)] };
  const stands = DECISIONS.get(question);
  if (stands !== undefined) return { messages: [await requestsMessage(services, turn, stands, of)] };
  const { page = 1 } = heard.slots;
  return { messages: [await historyMessage(services, turn, { ...of, page })], remember: { page } };
};

const DECISIONS: ReadonlyMap<string, Stands> = new Map([
  ['who_approved', 'approved'],
  ['who_rejected', 'rejected'],
  ['who_decided', 'decided'],
]);

/** One change: who decided on it or why in a sentence, then its card. */
async function ofOne(services: Services, turn: Turn, heard: Heard, ref: string): Promise<Answer> {
  const record = await services.store.changes.get(Number(ref.replace('#', '')));
  const said = record && answerAbout(turn, record, heard.slots.question);
  const shown = await status(services, turn, { ...heard, slots: { ref } });
  return said === undefined ? shown : { ...shown, messages: [said, ...shown.messages] };
}

/** Applied changes, newest first. */
export async function recordsOf(
  services: Services,
  { groupId, userId, skuId, sinceMs, untilMs, taking = false, limit }: HistoryOf,
): Promise<readonly ChangeRecord[]> {
  return (await candidates(services, groupId, userId))
    .filter((record) => userId === undefined || isOfPerson(record, userId))
    .filter(
      (record) => skuId === undefined || isOfProduct(record.command.slots, skuId) || (taking && took(record, skuId)),
    )
    .filter((record) => !taking || took(record, skuId))
    .filter(({ appliedAt = '' }) => sinceMs === undefined || Date.parse(appliedAt) >= sinceMs)
    .filter(({ appliedAt = '' }) => untilMs === undefined || Date.parse(appliedAt) < untilMs)
    .slice(0, limit);
}

/** What is about a person is found however old it is; what they asked for, among the latest. */
async function candidates(
  services: Services,
  groupId: string | undefined,
  userId: string | undefined,
): Promise<readonly ChangeRecord[]> {
  const records = await applied(services, groupId, LONGEST_HISTORY);
  if (groupId !== undefined || userId === undefined) return records;
  const own = await applied(services, userId, LONGEST_HISTORY);
  const all = new Map([...records, ...own].map((one) => [one.number, one]));
  return [...all.values()].sort((a, b) => b.number - a.number);
}

/** What was done to a person, and what they did. */
function isOfPerson({ requestedBy, targetUserIds, approval }: ChangeRecord, userId: string): boolean {
  return [requestedBy.userId, approval?.decision?.by.userId, ...targetUserIds].includes(userId);
}

/** It took the product, or any, from a template or from people. */
function took({ changes, real }: ChangeRecord, skuId: string | undefined): boolean {
  const isIt = (id: string) => skuId === undefined || id === skuId;
  const edits = changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : []));
  const left = skuId === undefined && changes.some(({ kind }) => kind === 'removeMember');
  const lost = real?.products.some((product) => product.lost > 0 && isIt(product.skuId)) ?? false;
  return left || lost || edits.some(isIt);
}

/** It names the product, or took all that there were. */
function isOfProduct({ ids, products, steps = [] }: Slots, skuId: string): boolean {
  const named = products === 'all' || ids?.skus?.includes(skuId) === true;
  return named || steps.some((step) => isOfProduct(step.slots, skuId));
}

export async function historyMessage(services: Services, turn: Turn, asked: HistoryAsked): Promise<Message> {
  const { groupId, userId, skuId, sinceMs, untilMs, taking, limit } = asked;
  const context = viewContext(services, turn.language);
  const all = await recordsOf(services, asked);
  const { items: records, page } = pageOf(all, asked.page, CHANGES_ON_A_PAGE);
  const ofWhom = groupId !== undefined || userId !== undefined;
  const target = targetTitle(context, {
    targetGroupIds: groupId === undefined ? [] : [groupId],
    targetUserIds: groupId !== undefined || userId === undefined ? [] : [userId],
  });
  const parts = [...(skuId === undefined ? [] : [productName(context, skuId)]), ...(ofWhom ? [target] : [])];
  const data = {
    ...(groupId === undefined ? {} : { group: groupId }),
    ...(userId === undefined ? {} : { user: userId }),
    ...(skuId === undefined ? {} : { sku: skuId }),
    ...(sinceMs === undefined ? {} : { since: sinceMs }),
    ...(untilMs === undefined ? {} : { until: untilMs }),
    ...(taking === undefined ? {} : { taking }),
    ...(limit === undefined ? {} : { limit }),
  };
  return cardMessage(
    historyCard(context, {
      records,
      page: page.page,
      total: all.length,
      data,
      ...(parts.length === 0 ? {} : { title: joined(parts, ', ') }),
      ...(sinceMs === undefined ? {} : { since: { ms: sinceMs, zone: turn.timeZone } }),
      ...(untilMs === undefined ? {} : { until: { ms: untilMs, zone: turn.timeZone } }),
      ...(taking === undefined ? {} : { taking }),
    }),
  );
}
