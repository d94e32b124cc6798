import { realOf } from '../../cards/change/finished.ts';
import { outcomeText, targetText } from '../../cards/change/record.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { viewContext } from '../../chat/turn.ts';
import type { Change } from '../../licensing/change.ts';
import { concerned } from '../../licensing/model/targets-of.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { noteCutShort, sendOnce } from '../send-once.ts';
import { mayBeTold } from './may-be-told.ts';
import { isShown } from './own-cards.ts';
import { withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { NOTHING_WATCHED, type Watch, type Watched, wants } from './watched.ts';

/** Changes in progress that a watch may be waiting for. */
export async function inProgress({ store }: Pick<Foundation, 'store'>, watch: Scope): Promise<readonly ChangeRecord[]> {
  const running = await store.changes.inState('queued', 'running', 'cancelling');
  return running.filter((record) => concerns(record, watch));
}

type Scope = Pick<Watch, 'groupIds' | 'skuIds'>;

/**
 * Tells one place that a change has ended, once, if a watch there waits for it. Who waits for the next end of all is
 * bound to this one before it is told, so that a crash in between is made good after the restart. Answers whether
 * somebody was told.
 * @param sent what was told and could not be noted: it is not told again
 */
export async function tellEnd(
  services: Foundation,
  book: WatchBook,
  channel: string,
  { record, sent }: { readonly record: ChangeRecord; readonly sent: Set<string> },
): Promise<boolean> {
  const hasCard = await isShown(services.liveCards, record, channel);
  await book.update(channel, (now) => bound(now, record));
  const { watches } = await book.get(channel);
  const watch = watches.find(
    (candidate) =>
      waitsFor(candidate, record) || (candidate.event === 'any' && !hasCard && concerns(record, candidate)),
  );
  if (watch === undefined) return false;
  if (!(await mayBeTold(services, [watch]))) {
    await book.update(channel, () => NOTHING_WATCHED);
    return false;
  }
  const send = async () => {
    await book.update(channel, (now) => withTelling(now, record, true));
    return sendOnce(services, watch.place, { text }, about).catch(async (error) => {
      await book.update(channel, (now) => withTelling(now, record, false));
      throw error;
    });
  };
  const text = endText(services, record, watch.language);
  const key = `${record.number} ${channel}`;
  const about = { kind: 'end', number: record.number } as const;
  const isBegun = watch.telling?.includes(record.number) === true;
  // A process before this one ended while it told it.
  if (isBegun && !sent.has(key)) noteCutShort(services, about);
  const messageId = isBegun || sent.has(key) ? 'sent' : await send();
  sent.add(key);
  await book.update(channel, (now) =>
    messageId === 'gone' ? withoutPlace(now, watch.place) : { ...now, watches: now.watches.flatMap(told(record)) },
  );
  sent.delete(key);
  return messageId !== 'gone';
}

/** Changes that ended without their watches being told: the process was gone at that moment. */
export async function overdue(
  { store }: Pick<Foundation, 'store'>,
  { watches }: Watched,
): Promise<readonly ChangeRecord[]> {
  const numbers = new Set(watches.flatMap((watch) => watch.changes ?? []));
  const records = await Promise.all([...numbers].map((number) => store.changes.get(number)));
  return records.flatMap((record) => (record?.finishedAt === undefined ? [] : [record]));
}

function bound(watched: Watched, record: ChangeRecord): Watched {
  const isNext = (watch: Watch) => watch.event === 'finished' && watch.changes === undefined && concerns(record, watch);
  if (!watched.watches.some(isNext)) return watched;
  return {
    ...watched,
    watches: watched.watches.map((watch) => (isNext(watch) ? { ...watch, changes: [record.number] } : watch)),
  };
}

function waitsFor({ changes = [] }: Watch, { number }: ChangeRecord): boolean {
  return changes.includes(number);
}

/** On disk before it is told, so that nobody hears it twice. */
function withTelling(watched: Watched, record: ChangeRecord, isTelling: boolean): Watched {
  const { number } = record;
  const marked = (watch: Watch): Watch => {
    const others = (watch.telling ?? []).filter((other) => other !== number);
    return { ...watch, telling: isTelling ? [...others, number] : others };
  };
  if (!watched.watches.some((watch) => waitsFor(watch, record))) return watched;
  return { ...watched, watches: watched.watches.map((watch) => (waitsFor(watch, record) ? marked(watch) : watch)) };
}

function told({ number }: ChangeRecord): (watch: Watch) => readonly Watch[] {
  return (watch) => {
    if (watch.changes === undefined) return [watch];
    const changes = watch.changes.filter((other) => other !== number);
    return changes.length === 0 ? [] : [{ ...watch, changes }];
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

function endText(services: Foundation, record: ChangeRecord, language: Watch['language']): string {
  const context = viewContext(services, language);
  const { answers, watch } = texts[language];
  return fill(record.state === 'cancelled' ? watch.cancelled : answers.took, {
    number: String(record.number),
    target: targetText(context, record),
    outcome: outcomeText(context, realOf(record)),
  });
}
