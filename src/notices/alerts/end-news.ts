import { realOf } from '../../cards/change/finished.ts';
import { outcomeText, targetText } from '../../cards/change/record.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';
import { viewContext } from '../../chat/turn.ts';
import type { Language } from '../../language/command.ts';
import type { Change } from '../../licensing/change.ts';
import { concerned } from '../../licensing/model/targets-of.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Teller } from '../teller.ts';
import { mayBeTold } from './may-be-told.ts';
import { isShown } from './own-cards.ts';
import { withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { NOTHING_WATCHED, type Watch, type Watched, wants } from './watched.ts';

/** An edit notifies nobody: whoever waited longer than this for a change is told of its end. */
const LONG_RUN_MS = 60_000;

/** Changes in progress that a watch may be waiting for. */
export async function inProgress({ store }: Pick<Foundation, 'store'>, watch: Scope): Promise<readonly ChangeRecord[]> {
  const running = await store.changes.inState('queued', 'running', 'cancelling');
  return running.filter((record) => concerns(record, watch));
}

type Scope = Pick<Watch, 'groupIds' | 'skuIds'>;

/**
 * Tells places, by `channelOf`, that a change has ended: where a watch waits for it, and where it was asked for when it took
 * long. Who waits for the next end of all is bound to this one before anybody is told.
 */
export function endNews(services: Foundation, book: WatchBook): Teller {
  const { store, liveCards } = services;

  /** Where it was asked for, if it took long. */
  async function waitedAt({ number, appliedAt = '', finishedAt = '' }: ChangeRecord): Promise<Place | undefined> {
    const isLong = Date.parse(finishedAt) - Date.parse(appliedAt) > LONG_RUN_MS;
    return isLong ? (await liveCards.cardsOf(number))[0]?.place : undefined;
  }

  async function watchAt(channel: string, record: ChangeRecord): Promise<Watch | undefined> {
    const { watches } = await book.get(channel);
    const hasCard = await isShown(liveCards, record, channel);
    const waits = (watch: Watch) => watch.event === 'any' && !hasCard && concerns(record, watch);
    return watches.find((watch) => isBoundTo(watch, record) || waits(watch));
  }

  const settle = (channel: string, number: number) => book.update(channel, (now) => withoutEnd(now, number));

  return {
    async recipients({ about }) {
      const record = await store.changes.get(about);
      if (record === undefined) return [];
      const place = await waitedAt(record);
      const channels = new Set(place && [channelOf(place)]);
      for (const channel of await book.channels()) {
        await book.update(channel, (now) => bound(now, record));
        if ((await watchAt(channel, record)) !== undefined) channels.add(channel);
      }
      return [...channels];
    },
    async compose({ about, recipient }) {
      const record = await store.changes.get(about);
      if (record === undefined) return undefined;
      const watch = await watchAt(recipient, record);
      if (watch !== undefined && (await mayBeTold(services, [watch]))) {
        return { place: watch.place, message: { text: endText(services, record, watch.language) } };
      }
      if (watch !== undefined) await book.update(recipient, () => NOTHING_WATCHED);
      const place = await waitedAt(record);
      if (place === undefined || channelOf(place) !== recipient) return undefined;
      return { place, message: { text: endText(services, record, record.language) } };
    },
    sent: ({ recipient, about }) => settle(recipient, about),
    perhaps: ({ recipient, about }) => settle(recipient, about),
    gone: ({ recipient }, place) => book.update(recipient, (now) => withoutPlace(now, place)),
  };
}

function bound(watched: Watched, record: ChangeRecord): Watched {
  const isNext = (watch: Watch) => watch.event === 'finished' && watch.changes === undefined && concerns(record, watch);
  if (!watched.watches.some(isNext)) return watched;
  return {
    ...watched,
    watches: watched.watches.map((watch) => (isNext(watch) ? { ...watch, changes: [record.number] } : watch)),
  };
}

function isBoundTo({ changes = [] }: Watch, { number }: Pick<ChangeRecord, 'number'>): boolean {
  return changes.includes(number);
}

/** Its end is told: whoever waited for nothing else waits no more. */
function withoutEnd(watched: Watched, number: number): Watched {
  if (!watched.watches.some((watch) => isBoundTo(watch, { number }))) return watched;
  return {
    ...watched,
    watches: watched.watches.flatMap((watch) => {
      if (watch.changes === undefined) return [watch];
      const changes = watch.changes.filter((other) => other !== number);
      return changes.length === 0 ? [] : [{ ...watch, changes }];
    }),
  };
}

function concerns(record: ChangeRecord, watch: Scope): boolean {
  const { changes, targetGroupIds } = record;
  return wants(watch, [...targetGroupIds, ...concerned(changes).groupIds], changes.flatMap(skusOf));
}

function skusOf(change: Change): readonly string[] {
  if (change.kind !== 'assignGroupLicense' && change.kind !== 'assignUserLicense') return [];
  return [...change.addLicenses.map(({ skuId }) => skuId), ...change.removeLicenses];
}

function endText(services: Foundation, record: ChangeRecord, language: Language): string {
  const context = viewContext(services, language);
  const { answers, watch } = texts[language];
  const ends = { cancelled: watch.cancelled, refused: watch.refused };
  return fill(record.state === 'cancelled' || record.state === 'refused' ? ends[record.state] : answers.took, {
    number: String(record.number),
    target: targetText(context, record),
    outcome: outcomeText(context, realOf(record)),
  });
}
