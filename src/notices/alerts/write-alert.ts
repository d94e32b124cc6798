import type { Message } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { offer } from '../../chat/record-card.ts';
import { sendOnce } from '../send-once.ts';
import type { OpenAlert } from './alert-message.ts';
import type { Edit, News, Solved } from './review.ts';
import { covered, isSameAlert, withAlert, withKnown, withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { type Alert, asOpen, asSolved, heldUntilMs, type Watched, watchFor } from './watched.ts';

/** One message to send, or to edit, in full words. */
export type DueMessage =
  | { readonly kind: 'news'; readonly entry: News; readonly open: OpenAlert; readonly at: string }
  | { readonly kind: 'edit'; readonly entry: Edit; readonly open: OpenAlert }
  | { readonly kind: 'solved'; readonly entry: Solved; readonly message: Message };

/** Writes one message, unless the place was told to stop meanwhile, and keeps that it is written. */
export async function writeAlert(
  services: Foundation,
  book: WatchBook,
  channel: string,
  due: DueMessage,
): Promise<void> {
  const watched = await book.get(channel);
  if (due.kind === 'news') {
    const nowMs = services.clock.now().getTime();
    if (watchFor(watched, due.entry.cause) === undefined || heldUntilMs(watched, due.entry.cause, nowMs)) return;
    return sendNews(services, book, channel, due);
  }
  const { alert } = due.entry;
  if (!watched.alerts.some((other) => isSameAlert(other, alert))) return;
  const { messageId } = alert;
  if (due.kind === 'solved') {
    if (messageId === undefined) return book.update(channel, (now) => withAlert(now, alert, []));
    const next = [asSolved(alert, services.clock.now().toISOString())];
    return edit(services, book, channel, { alert: { ...alert, messageId }, message: due.message, next });
  }
  const { open, entry } = due;
  await offer(services, open.record, open.suggestions);
  const next = { ...asOpen(alert), ...aboutOf(entry.cause), people: entry.people, offering: open.record.number };
  // Nobody said whether it arrived, and it says something else by now: that is a message of its own.
  if (messageId === undefined)
    return send(services, book, channel, { alert: next, before: alert, message: open.message });
  return edit(services, book, channel, { alert: { ...alert, messageId }, message: open.message, next: [next] });
}

async function edit(
  services: Foundation,
  book: WatchBook,
  channel: string,
  {
    alert,
    message,
    next,
  }: {
    readonly alert: Alert & { readonly messageId: string };
    readonly message: Message;
    readonly next: readonly Alert[];
  },
): Promise<void> {
  const result = await services.chat.update(await services.places.latest(alert.place), alert.messageId, message);
  const [again] = next;
  // Whoever deleted what was solved has not read that it fails again.
  if (result === 'gone' && alert.solvedAt !== undefined && again !== undefined)
    return send(services, book, channel, { alert: again, before: alert, message });
  if (result === 'gone') return book.update(channel, (now) => withoutMessage(now, alert));
  await book.update(channel, (now) => withAlert(now, alert, next));
}

async function sendNews(
  services: Foundation,
  book: WatchBook,
  channel: string,
  { entry, open, at }: Extract<DueMessage, { readonly kind: 'news' }>,
): Promise<void> {
  const { watch, cause, people } = entry;
  const { place, by, language } = watch;
  await offer(services, open.record, open.suggestions);
  const alert = { ...aboutOf(cause), people, place, by, language, at, offering: open.record.number };
  await send(services, book, channel, { alert, message: open.message });
}

/** That it is told stands on disk before it is sent: should the process end meanwhile, nobody gets it twice. */
async function send(
  services: Foundation,
  book: WatchBook,
  channel: string,
  { alert, before, message }: { readonly alert: Alert; readonly before?: Alert; readonly message: Message },
): Promise<void> {
  await book.update(channel, (now) =>
    before === undefined ? { ...now, alerts: [...now.alerts, alert] } : withAlert(now, before, [alert]),
  );
  const about = { kind: 'alert', number: alert.offering } as const;
  const messageId = await sendOnce(services, alert.place, message, about).catch(async (error) => {
    await book.update(channel, (now) => withAlert(now, alert, []));
    throw error;
  });
  if (messageId === 'gone') return book.update(channel, (now) => withoutPlace(now, alert.place));
  if (messageId === 'perhaps') return;
  await book.update(channel, (now) => covered(withAlert(now, alert, [{ ...alert, messageId }])));
}

/** Somebody deleted the message: whom it counted is known there. */
function withoutMessage(watched: Watched, alert: Alert): Watched {
  return {
    ...watched,
    silent: withKnown(watched.silent, { [alert.groupId]: alert.people }),
    alerts: withAlert(watched, alert, []).alerts,
  };
}

export function aboutOf({ key, groupId, skuId, failedSkuIds, cause }: News['cause']) {
  return { causeKey: key, groupId, skuId, failedSkuIds, error: cause.error, on: cause.on };
}
