import type { ChangeRecord } from '../changes/change-record.ts';
import type { Slots } from '../language/command.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** How far back "the last change" is looked for among previews and what was never applied. */
const LOOKED_AT = 200;

/**
 * The change that a person speaks of: by number, or as "the last one", "this preview", or "the one that
 * runs": where that is not plainly one, none is meant.
 */
export async function findRecord(services: Services, turn: Turn, slots: Slots): Promise<ChangeRecord | undefined> {
  const { changes } = services.store;
  const { ref = '@last' } = slots;
  if (/^#?\d+$/.test(ref)) return changes.get(Number(ref.replace('#', '')));
  const about = slots.ids?.groups?.[0];
  switch (ref) {
    case '@pending': {
      const number = (await services.listener.lastOf(turn))?.pending;
      return number === undefined ? undefined : await changes.get(number);
    }
    case '@running': {
      const [one, ...more] = await runningFor(services, turn, slots);
      const meant = about !== undefined || one?.requestedBy.userId === turn.by.userId;
      return meant && more.length === 0 ? one : undefined;
    }
    case '@last_by_me':
      return (await lastBy(services, turn, about)).here;
    default:
      return (await applied(services, about))[0];
  }
}

/** The person's last change of which a card stands in this conversation, and their last one anywhere. */
export async function lastBy(
  services: Services,
  { by, place }: Turn,
  about?: string,
): Promise<{ readonly here: ChangeRecord | undefined; readonly anywhere: ChangeRecord | undefined }> {
  const own = (await applied(services, about)).filter(({ requestedBy }) => requestedBy.userId === by.userId);
  for (const record of own) if (await standsHere(services, place, record)) return { here: record, anywhere: own[0] };
  return { here: undefined, anywhere: own[0] };
}

/** Whether a card of the change stands in this conversation; a stage stands on the card of the whole. */
export async function standsHere(
  { liveCards }: Services,
  place: Turn['place'],
  { stageOf, number }: ChangeRecord,
): Promise<boolean> {
  const cards = await liveCards.cardsOf(stageOf ?? number);
  return cards.some((card) => card.place.conversationId === place.conversationId);
}

/** What runs about the group that is named; else the person's own, or, when they have none, everybody's. */
export async function runningFor({ store }: Services, { by }: Turn, { ids }: Slots): Promise<readonly ChangeRecord[]> {
  const about = ids?.groups?.[0];
  const running = await store.changes.inState('queued', 'running');
  if (about !== undefined) return running.filter((record) => isAbout(record, about));
  const own = running.filter(({ requestedBy }) => requestedBy.userId === by.userId);
  return own.length > 0 ? own : running;
}

/** Applied changes, newest first. */
export async function applied(
  { store }: Pick<Services, 'store'>,
  targetId?: string,
  limit = LOOKED_AT,
): Promise<readonly ChangeRecord[]> {
  const records = await (targetId === undefined ? store.changes.latest(limit) : store.changes.about(targetId, limit));
  return records.filter((record) => record.appliedAt !== undefined);
}

function isAbout(record: ChangeRecord, targetId: string | undefined): boolean {
  return targetId === undefined || record.targetGroupIds.includes(targetId) || record.targetUserIds.includes(targetId);
}
