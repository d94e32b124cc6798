import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { noteCutShort, sendOnce } from '../send-once.ts';
import { type Addressee, approvalChannel, approversOf } from './audience.ts';
import type { RequestBook, ToldRequest } from './request-book.ts';
import { emergencyText } from './words.ts';

/** By which the channel stands among those who were told. */
const CHANNEL = 'channel';

export interface EmergencyOptions {
  readonly services: Foundation;
  readonly book: RequestBook;
  readonly onFault: (number: number, error: unknown) => void;
}

/** It was approved with emergency access, and not all whose decision it was know that yet. */
export function isUntold({ approval }: ChangeRecord, asked: { readonly emergencyTold?: boolean } | undefined): boolean {
  return approval?.decision?.breakGlass === true && asked?.emergencyTold !== true;
}

/**
 * Tells those whose decision it was, in person and in their channel: each once, over restarts. Whoever cannot be
 * written to now holds up nobody else, and is tried after the next start.
 */
export async function tellEmergency(
  record: ChangeRecord,
  { services, book, onFault }: EmergencyOptions,
): Promise<void> {
  const { number } = record;
  const asked = await book.get(number);
  if (!isUntold(record, asked)) return;
  if (asked?.toldOfEmergency !== undefined) noteCutShort(services, { kind: 'emergency', number });
  const channel = await approvalChannel(services);
  const inPerson = await approversOf(services, record);
  const addressees: readonly Addressee[] = [...(channel === undefined ? [] : [{ place: channel }]), ...inPerson];
  // Where nobody can be written to yet, it is tried again after the next start.
  let areAllTold = addressees.length > 0;
  const tell = async ({ userId = CHANNEL, place }: Addressee) => {
    if (asked?.toldOfEmergency?.includes(userId)) return;
    try {
      const language = (await services.places.languageIn(place)) ?? record.language;
      const text = emergencyText(services, record, language);
      // On disk before it is sent: should the process end meanwhile, nobody hears it twice.
      await book.update(number, (now) => now && withTold(now, userId, true));
      await sendOnce(services, place, { text }, { kind: 'emergency', number }).catch(async (error) => {
        await book.update(number, (now) => now && withTold(now, userId, false));
        throw error;
      });
    } catch (error) {
      areAllTold = false;
      onFault(number, error);
    }
  };
  await Promise.all(addressees.map(tell));
  if (areAllTold) await book.mark(number, { emergencyTold: true });
}

function withTold(asked: ToldRequest, userId: string, isTold: boolean): ToldRequest {
  const others = (asked.toldOfEmergency ?? []).filter((id) => id !== userId);
  return { ...asked, toldOfEmergency: isTold ? [...others, userId] : others };
}
