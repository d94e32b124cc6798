import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';
import { DECISION_NEWS, EMERGENCY_NEWS } from '../../engine/approval-desk.ts';
import type { Language } from '../../language/command.ts';
import type { Teller, Tellers } from '../teller.ts';
import { approvalChannel, approversOf, inPerson } from './audience.ts';
import type { RequestBook } from './request-book.ts';
import { emergencyText, newsText, reminderText } from './words.ts';

/** The kind of the news that a request will expire soon. */
export const REMINDER = 'reminder';

/**
 * What people are told about a request beside its card: who asked how it ended, whose decision it was that somebody else took
 * it, and who has not decided yet that its time runs out.
 */
export function approvalNews(services: Foundation, book: RequestBook): Tellers {
  const { store, places, clock } = services;

  /** Written to those who may decide: in their language, or in that of who asked. */
  function forDeciders(textOf: (record: ChangeRecord, language: Language) => string | undefined): Teller['compose'] {
    return async ({ about, recipient }) => {
      const record = await store.changes.get(about);
      const place = (await places.personal(recipient)) ?? (await places.at(recipient));
      if (record === undefined || place === undefined) return undefined;
      const text = textOf(record, (await places.languageIn(place)) ?? record.language);
      return text === undefined ? undefined : { place, message: { text } };
    };
  }

  async function deciders(number: number, channel: Place | undefined, isBoth: boolean): Promise<readonly string[]> {
    const record = await store.changes.get(number);
    if (record === undefined) return [];
    const posted = channel === undefined ? [] : [channelOf(channel)];
    return channel !== undefined && !isBoth ? posted : [...posted, ...inPerson(await approversOf(services, record))];
  }

  /** Of who asked: undefined until they can be written to. */
  const placeFor = async (userId: string, number: number) =>
    (await places.personal(userId)) ?? (await book.get(number))?.place;

  return {
    [DECISION_NEWS]: {
      async recipients({ about }) {
        const record = await store.changes.get(about);
        if (record === undefined) return [];
        const { userId } = record.requestedBy;
        return (await placeFor(userId, about)) && [userId];
      },
      async compose({ about, recipient }) {
        const record = await store.changes.get(about);
        const text = record && newsText(services, record);
        const place = await placeFor(recipient, about);
        return text === undefined || place === undefined ? undefined : { place, message: { text } };
      },
    },
    [EMERGENCY_NEWS]: {
      async recipients({ about, news }) {
        const { told = [] } = news as { readonly told?: readonly string[] };
        const all = await deciders(about, await approvalChannel(services), true);
        // Where nobody can be written to yet, somebody may be later.
        return all.length === 0 ? undefined : all.filter((recipient) => !told.includes(recipient));
      },
      compose: forDeciders((record, language) => emergencyText(services, record, language)),
    },
    [REMINDER]: {
      async recipients({ about }) {
        await book.mark(about, { reminded: true });
        return deciders(about, (await book.get(about))?.channel, false);
      },
      compose: forDeciders((record, language) => {
        const leftMs = Date.parse(record.approval?.expiresAt ?? '') - clock.now().getTime();
        return record.state === 'waiting' ? reminderText(services, record, leftMs, language) : undefined;
      }),
    },
  };
}
