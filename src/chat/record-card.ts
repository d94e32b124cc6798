import { withApproval } from '../cards/approval/approval.ts';
import type { Card } from '../cards/card.ts';
import { finishedCard, fixDoneCard } from '../cards/change/finished.ts';
import { noticeCard } from '../cards/change/notice.ts';
import type { OfferedFix, SecondPerson } from '../cards/change/offered-fix.ts';
import { previewCard } from '../cards/change/preview.ts';
import { progressCard } from '../cards/change/progress.ts';
import { scheduledCard } from '../cards/change/scheduled.ts';
import { approvalReason } from '../changes/approval-policy.ts';
import { type Permission, permissionsFor, permissionsOf } from '../changes/authorization.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Note } from '../changes/plan/plan.ts';
import { areOfPeople, targetsOf } from '../licensing/model/targets-of.ts';
import { type Foreseen, isRefused, supposedOf } from '../licensing/outcome/foreseen.ts';
import type { SuggestedFix } from '../licensing/suggest/suggested-fix.ts';
import { isRequest, type KnowsRequests, requestCard } from '../notices/approvals/request-card.ts';
import type { FailuresAskedFor } from '../tenant/foresight.ts';
import type { Message } from './chat.ts';
import type { Foundation } from './foundation.ts';
import { cardMessage, viewContext } from './turn.ts';

/** Fixes of older cards of the same change that still can be pressed. */
const OFFERS_KEPT = 30;

/** What takes less shows its end only. */
export const SHOWS_END_ONLY_MS = 2_000;

/** The card of a previewed change, with what would fix the failures that it causes. */
export async function previewMessage(
  services: Foundation,
  record: ChangeRecord,
  foreseen: Foreseen,
  notes: readonly Note[] = [],
  supposed = false,
): Promise<Message> {
  const permissions = await permissionsOfAsker(services, record);
  const suggestions = foreseen.isSomebodyFailing ? await services.foresight.fixesFor(record.changes) : [];
  await offer(services, record, suggestions);
  const input = {
    record,
    foreseen,
    notes,
    refusedBack: await services.foresight.refusedBack(record.changes),
    leaving: await services.foresight.leaving(notes),
    supposed,
    fixes: suggestions.map((suggestion) => offeredWith(services, record, suggestion, permissions)),
    secondPerson: secondPersonFor(services, foreseen, record),
    freeze: await services.desk.freezes.current(),
  };
  return cardMessage(previewCard(viewContext(services, record.language), input), record);
}

/** The card of a previewed change with its outcome as it would be now; undefined where the directory would not take it. */
export async function previewOfNow(
  services: Foundation,
  record: ChangeRecord,
  notes: readonly Note[] = [],
): Promise<Message | undefined> {
  const foreseen = await services.foresight.foresee(supposedOf(record));
  if (isRefused(foreseen)) return undefined;
  return previewMessage(services, { ...record, preview: foreseen.preview }, foreseen, notes);
}

/** The card of a change as it stands now, whatever its state; undefined for one that is only previewed. */
export async function recordMessage(services: KnowsRequests, record: ChangeRecord): Promise<Message | undefined> {
  const card = await recordCard(services, record);
  return card && cardMessage(card, record);
}

async function recordCard(services: KnowsRequests, record: ChangeRecord): Promise<Card | undefined> {
  const context = viewContext(services, record.language);
  if (isRequest(record)) return requestCard(services, record);
  const card = await stateCard(services, record);
  return card && withApproval(context, record, card);
}

async function stateCard(services: Foundation, record: ChangeRecord): Promise<Card | undefined> {
  const context = viewContext(services, record.language);
  const isInStages = record.schedule?.stages !== undefined;
  if (
    isInStages &&
    (record.state === 'finished' || (record.state === 'dismissed' && record.schedule?.stages?.done.length))
  )
    return scheduledCard(context, record);
  switch (record.state) {
    case 'previewed':
    case 'waiting':
      return undefined;
    case 'scheduled':
      return scheduledCard(context, record);
    case 'queued':
    case 'running':
    case 'cancelling':
      return progressCard(context, { ...record, progress: services.runs.progressOf(record) });
    case 'finished':
    case 'cancelled': {
      const permissions = await permissionsOfAsker(services, record);
      const { causes, suggestions } = await services.foresight.failures(failuresOfChange(record));
      await offer(services, record, suggestions);
      const fixes = suggestions.map((suggestion) => offered(services, suggestion, permissions));
      const done = isFix(record) && record.state === 'finished';
      return (done ? fixDoneCard : finishedCard)(context, { record, causes, fixes });
    }
    case 'dismissed':
    case 'superseded':
    case 'refused':
    case 'rejected':
    case 'expired':
      return noticeCard(context, record);
  }
}

/** A fix of a change, or one that was asked for by itself. */
function isFix({ fixes, command }: ChangeRecord): boolean {
  return fixes !== undefined || command.intent === 'suggest_fixes' || command.intent === 'explain_user';
}

/** Of a change that names people: they alone. A fix is about the whole group that it mends. */
export function failuresOfChange(record: ChangeRecord): FailuresAskedFor {
  if (areOfPeople(record.changes) && !isFix(record)) {
    return { groupIds: [], userIds: targetsOf(record.changes).userIds };
  }
  return { groupIds: record.targetGroupIds, userIds: record.targetUserIds };
}

/** Keeps what the buttons of this version of the card may do. */
export async function offer(
  services: Foundation,
  record: Pick<ChangeRecord, 'number' | 'version'>,
  suggestions: readonly SuggestedFix[],
): Promise<void> {
  const key = String(record.number);
  const earlier = await services.offers.get(key);
  const options = suggestions.map(({ id, changes, fingerprint, canApply }) => ({ id, changes, fingerprint, canApply }));
  const fresh = new Set(options.map(({ id }) => id));
  const kept = earlier?.version === record.version ? earlier.options : [];
  await services.offers.set(key, {
    version: record.version,
    options: [...options, ...kept.filter((option) => !fresh.has(option.id))].slice(0, OFFERS_KEPT),
  });
}

/** @param permissions of who reads the card; absent: it is not for one person alone */
export function offered(
  services: Foundation,
  suggestion: SuggestedFix,
  permissions?: ReadonlySet<Permission>,
): OfferedFix {
  const secondPerson = secondPersonFor(services, suggestion, suggestion);
  return { suggestion, secondPerson, ...needsOf(suggestion, permissions) };
}

function needsOf({ changes }: SuggestedFix, permissions?: ReadonlySet<Permission>): Pick<OfferedFix, 'needs'> {
  const needed = permissionsFor(changes);
  const lacking = needed.find((permission) => permissions?.has(permission) === false);
  return lacking === undefined ? {} : { needs: [lacking, ...needed.filter((permission) => permission !== lacking)] };
}

/** What whoever asked for the change may do at this moment. */
async function permissionsOfAsker({ directory }: Foundation, { requestedBy }: ChangeRecord) {
  return permissionsOf(await directory.listDirectoryRoles(requestedBy.userId));
}

/** A fix that is applied in one step with what is previewed: who must agree to that must agree to both. */
function offeredWith(
  services: Foundation,
  { changes, wholeTenant }: ChangeRecord,
  suggestion: SuggestedFix,
  permissions: ReadonlySet<Permission>,
): OfferedFix {
  const both = { changes: [...changes, ...suggestion.changes], wholeTenant };
  const secondPerson = secondPersonFor(services, suggestion, both);
  return { suggestion, secondPerson, ...needsOf(suggestion, permissions) };
}

/** Whether one person alone may apply it. */
export function secondPersonFor(
  { desk }: Foundation,
  foreseen: Pick<Foreseen, 'losing'>,
  about: Parameters<typeof approvalReason>[2],
): SecondPerson {
  return approvalReason(desk.approvals.policy, foreseen, about) ?? 'no';
}
