import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';

/** Whether the card of one of these changes, in this place, tells of a failing pair. */
export async function toldByCards(
  { liveCards }: Pick<Foundation, 'liveCards'>,
  records: readonly ChangeRecord[],
  channel: string,
): Promise<(groupId: string, userId: string) => boolean> {
  const here: ChangeRecord[] = [];
  for (const record of records) {
    if (await isShown(liveCards, record, channel)) here.push(record);
  }
  return (groupId, userId) =>
    here.some(({ targetGroupIds, targetUserIds }) =>
      targetGroupIds.length > 0 ? targetGroupIds.includes(groupId) : targetUserIds.includes(userId),
    );
}

/** A fix stands on the card of the change that it fixes. */
export async function isShown(
  liveCards: Foundation['liveCards'],
  { number, fixes }: Pick<ChangeRecord, 'number' | 'fixes'>,
  channel: string,
): Promise<boolean> {
  for (const shown of fixes === undefined ? [number] : [number, fixes]) {
    const cards = await liveCards.cardsOf(shown);
    if (cards.some(({ place }) => channelOf(place) === channel)) return true;
  }
  return false;
}
