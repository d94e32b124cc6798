import type { Message } from '../chat.ts';
import { offer } from '../record-card.ts';
import type { Services } from '../services.ts';
import type { OpenAlert } from './alert-message.ts';
import type { Edit, News, Solved } from './review.ts';
import { withKnown, withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { type Alert, type Watched, watchFor } from './watched.ts';

/** One message to send, or to edit, in full words. */
export type Due =
  | { readonly kind: 'news'; readonly entry: News; readonly open: OpenAlert; readonly at: string }
  | { readonly kind: 'edit'; readonly entry: Edit; readonly open: OpenAlert }
  | { readonly kind: 'solved'; readonly entry: Solved; readonly message: Message };

/** Writes one message, unless the place was told to stop meanwhile, and keeps that it is written. */
export async function writeAlert(services: Services, book: WatchBook, channel: string, due: Due): Promise<void> {
  const watched = await book.get(channel);
  if (due.kind === 'news') {
    if (watchFor(watched, due.entry.cause) === undefined) return;
    return sendNews(services, book, channel, due);
  }
  const { alert } = due.entry;
  if (!watched.alerts.some(({ messageId }) => messageId === alert.messageId)) return;
  if (due.kind === 'edit') await offer(services, due.open.record, due.open.suggestions);
  const message = due.kind === 'edit' ? due.open.message : due.message;
  const result = await services.chat.update(await services.places.latest(alert.place), alert.messageId, message);
  if (result === 'gone') return book.update(channel, (now) => withoutMessage(now, alert));
  const next = due.kind === 'solved' ? [] : [editedAlert(due.entry, due.open.record.number)];
  await book.update(channel, (now) => ({ ...now, alerts: now.alerts.flatMap(replaced(alert, next)) }));
}

async function sendNews(
  services: Services,
  book: WatchBook,
  channel: string,
  { entry, open, at }: Extract<Due, { readonly kind: 'news' }>,
): Promise<void> {
  const { watch, cause, people } = entry;
  const { place, by, language } = watch;
  await offer(services, open.record, open.suggestions);
  const messageId = await services.chat.send(await services.places.latest(place), open.message);
  if (messageId === 'gone') return book.update(channel, (now) => withoutPlace(now, place));
  const alert = { ...aboutOf(cause), people, place, messageId, by, language, at, offering: open.record.number };
  await book.update(channel, (now) =>
    watchFor(now, alert) === undefined ? now : { ...now, alerts: [...now.alerts, alert] },
  );
}

/** Somebody deleted the message: whom it counted is known there. */
function withoutMessage(watched: Watched, alert: Alert): Watched {
  return {
    ...watched,
    silent: withKnown(watched.silent, { [alert.groupId]: alert.people }),
    alerts: watched.alerts.flatMap(replaced(alert, [])),
  };
}

function replaced({ messageId }: Alert, next: readonly Alert[]): (alert: Alert) => readonly Alert[] {
  return (alert) => (alert.messageId === messageId ? next : [alert]);
}

function editedAlert({ alert, cause, people }: Edit, offering: number): Alert {
  return { ...alert, ...aboutOf(cause), people, offering };
}

function aboutOf({ key, groupId, skuId, failedSkuIds, cause }: News['cause']) {
  return { causeKey: key, groupId, skuId, failedSkuIds, error: cause.error, on: cause.on };
}
