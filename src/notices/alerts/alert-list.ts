import { alertListCard } from '../../cards/alert/alert-list.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Message } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { offering } from '../../chat/handlers/fixes.ts';
import { cardMessage, viewContext } from '../../chat/turn.ts';
import { sendOnce } from '../send-once.ts';
import type { News, Review } from './review.ts';
import { covered, isSameAlert, withAlerts, withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { type Alert, asOpen, asSolved, type Watch } from './watched.ts';
import { aboutOf } from './write-alert.ts';

/** More causes at once than this are one message: nobody reads so many, and Teams takes 60 in half a minute. */
const MOST_MESSAGES = 10;

/** Many causes in one message. */
export type ListDue =
  | { readonly kind: 'newList'; readonly watch: Watch; readonly news: readonly News[] }
  | {
      readonly kind: 'list';
      readonly offering: number;
      readonly before: readonly Alert[];
      readonly now: readonly Alert[];
    };

/** What of a review is told by lists, and what is left for messages of their own. */
export function asLists(
  { news, edits, solved, ...rest }: Review,
  alerts: readonly Alert[],
  at: string,
): { readonly lists: readonly ListDue[]; readonly single: Review } {
  const changed = new Map<Alert, Alert>([
    ...solved.map(({ alert }) => [alert, asSolved(alert, at)] as const),
    ...edits.map(({ alert, cause, people }) => [alert, { ...asOpen(alert), ...aboutOf(cause), people }] as const),
  ]);
  const offerings = new Set([...changed.keys()].filter(({ listed }) => listed).map((alert) => alert.offering));
  const edited = [...offerings].map((number): ListDue => {
    const before = alerts.filter((alert) => alert.offering === number);
    return { kind: 'list', offering: number, before, now: before.map((alert) => changed.get(alert) ?? alert) };
  });
  const isFlood = news.length > MOST_MESSAGES;
  const places = Map.groupBy(isFlood ? news : [], ({ watch }) => watch.place.conversationId);
  const begun = [...places.values()].flatMap((group): readonly ListDue[] =>
    group[0] === undefined ? [] : [{ kind: 'newList', watch: group[0].watch, news: group }],
  );
  const single = {
    ...rest,
    news: isFlood ? [] : news,
    edits: edits.filter(({ alert }) => !alert.listed),
    solved: solved.filter(({ alert }) => !alert.listed),
  };
  return { lists: [...edited, ...begun], single };
}

/** The message of causes that are told together. */
export function listMessage(services: Foundation, alerts: readonly Alert[], about: Alert, isStopped = false): Message {
  const causes = alerts.filter(({ solvedAt }) => solvedAt === undefined);
  const open = isStopped ? 'stopped' : 'new';
  return cardMessage(
    alertListCard(viewContext(services, about.language), {
      causes,
      askedBy: about.by.displayName,
      at: about.at,
      id: about.offering,
      phase: causes.length === 0 ? 'solved' : open,
    }),
  );
}

/** Writes one list, and keeps that it is written: a message of its own stands on disk before it is sent. */
export async function writeList(services: Foundation, book: WatchBook, channel: string, due: ListDue): Promise<void> {
  const alerts = due.kind === 'newList' ? await begin(services, due) : due.now;
  const [about] = due.kind === 'newList' ? alerts : due.before;
  if (about === undefined) return;
  const { offering: number, messageId, place } = about;
  const message = listMessage(services, alerts, about);
  if (due.kind === 'list' && messageId !== undefined) {
    const result = await services.chat.update(await services.places.latest(place), messageId, message);
    return book.update(channel, (now) => withAlerts(now, number, result === 'gone' ? [] : stillThere(now, due)));
  }
  // Nobody said whether it arrived: solved causes are dropped, and the others stay as they are.
  if (due.kind === 'list') return book.update(channel, (now) => withAlerts(now, number, stillThere(now, due)));
  await book.update(channel, (now) => withAlerts(now, number, alerts));
  const sent = await sendOnce(services, place, message, { kind: 'alert', number }).catch(async (error) => {
    await book.update(channel, (now) => withAlerts(now, number, []));
    throw error;
  });
  if (sent === 'gone') return book.update(channel, (now) => withoutPlace(now, place));
  if (sent === 'perhaps') return;
  await book.update(channel, (now) =>
    covered({
      ...now,
      alerts: now.alerts.map((alert) => (alert.offering === number ? { ...alert, messageId: sent } : alert)),
    }),
  );
}

/** Without what was stopped meanwhile. */
function stillThere(
  { alerts }: { readonly alerts: readonly Alert[] },
  { offering: number, before, now }: Extract<ListDue, { readonly kind: 'list' }>,
): readonly Alert[] {
  const there = alerts.filter((alert) => alert.offering === number);
  if (there.length === before.length) return now;
  return now.filter((alert) => there.some((other) => isSameAlert(other, alert)));
}

async function begin(
  services: Foundation,
  { watch, news }: Extract<ListDue, { readonly kind: 'newList' }>,
): Promise<readonly Alert[]> {
  const { place, by, language } = watch;
  const at = services.clock.now().toISOString();
  const { number } = await offered(services, watch);
  return news.map(({ cause, people }) => ({
    ...aboutOf(cause),
    people,
    place,
    by,
    language,
    at,
    offering: number,
    listed: true,
  }));
}

/** A number by which the buttons of the message know it. */
function offered(services: Foundation, { by, language }: Watch): Promise<ChangeRecord> {
  const heard = { intent: 'suggest_fixes' as const, slots: {}, reading: '', language, said: '' };
  return offering(services, { by }, { heard, groupIds: [], userIds: [] });
}
