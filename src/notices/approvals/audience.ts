import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';

/** Where a request is sent: to somebody in person, or to the channel of approvals. */
interface Addressee {
  /** Undefined: the channel. */
  readonly userId?: string;
  readonly place: Place;
}

/** Everybody who may approve it and has a chat with the bot. Emergency access is nobody's to be asked for. */
export async function approversOf({ places, desk }: Foundation, record: ChangeRecord): Promise<readonly Addressee[]> {
  const approvers: Addressee[] = [];
  for (const [userId, place] of await places.everyPersonal()) {
    if ((await desk.approvals.standing(record, userId)) === 'approver') approvers.push({ userId, place });
  }
  return approvers;
}

/** Where requests are posted instead. Undefined: there is no such channel, or the bot has never heard from it. */
export async function approvalChannel({ places, desk }: Foundation): Promise<Place | undefined> {
  const { channel } = desk.approvals.policy;
  return channel === undefined ? undefined : places.at(channel);
}

/** All to whom a request goes that was posted in `channel`, or nowhere. */
export async function audienceOf(
  services: Foundation,
  record: ChangeRecord,
  channel: Place | undefined,
): Promise<readonly Addressee[]> {
  return channel === undefined ? approversOf(services, record) : [{ place: channel }];
}

/** Object ids of those who are asked in person. */
export function inPerson(audience: readonly Addressee[]): readonly string[] {
  return audience.flatMap(({ userId }) => userId ?? []);
}
