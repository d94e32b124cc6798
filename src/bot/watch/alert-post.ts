import type { Message } from '../chat.ts';
import { offer } from '../record-card.ts';
import type { Services } from '../services.ts';
import { type OpenAlert, openAlert, solvedAlert } from './alert-message.ts';
import { failingCauses } from './failing.ts';
import { mayBeTold } from './may-be-told.ts';
import { toldByCards } from './own-cards.ts';
import { type Edit, type News, type Review, review, type Solved } from './review.ts';
import type { Moved } from './rounds.ts';
import { withKnown, withoutPlace } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { type Alert, NOTHING_WATCHED, watchFor } from './watched.ts';

export interface AlertPostOptions {
  readonly services: Services;
  readonly book: WatchBook;
  /** Whether the tenant has settled: what is not decided yet is no news. */
  readonly isSettled: () => boolean;
}

type Due =
  | { readonly kind: 'news'; readonly entry: News; readonly open: OpenAlert; readonly at: string }
  | { readonly kind: 'edit'; readonly entry: Edit; readonly open: OpenAlert }
  | { readonly kind: 'solved'; readonly entry: Solved; readonly message: Message };

/**
 * Tells one place what is new. Answers how many messages it wrote, or `unsettled` when the tenant moved meanwhile: it
 * is to be called again then. Throws when Teams does not take a message; what was written until then is kept.
 */
export async function postAlerts(
  { services, book, isSettled }: AlertPostOptions,
  channel: string,
  { scope, records }: Moved,
): Promise<number | 'unsettled'> {
  const watched = await book.get(channel);
  if (watched.watches.length === 0) return 0;
  if (!(await mayBeTold(services, watched.watches))) {
    await book.update(channel, () => NOTHING_WATCHED);
    return 0;
  }
  const toldByCard = await toldByCards(services, records, channel);
  const due = await book.decide<readonly Due[] | 'unsettled'>(channel, (now) => {
    if (!isSettled()) return [now, 'unsettled'];
    const looked = scope === 'everywhere' ? scope : new Set([...scope, ...now.alerts.map(({ groupId }) => groupId)]);
    const causes = failingCauses(services.directory.tenant, looked);
    const found = review(now, { causes, scope: looked, toldByCard });
    return [found.silent === now.silent ? now : { ...now, silent: found.silent }, dueFor(services, found)];
  });
  if (due === 'unsettled') return due;
  for (const each of due) await post(services, book, channel, each);
  return due.length;
}

/** Everything is written down before anything is sent: the tenant may move meanwhile. */
function dueFor(services: Services, { news, edits, solved }: Review): readonly Due[] {
  return [
    ...solved.map((entry) => solvedDue(services, entry)),
    ...edits.map((entry) => editDue(services, entry)),
    ...news.map((entry) => newsDue(services, entry)),
  ];
}

function newsDue(services: Services, entry: News): Due {
  const at = services.clock.now().toISOString();
  const { by, language } = entry.watch;
  return { kind: 'news', entry, at, open: openAlert(services, { by, language, at, ...entry }) };
}

function editDue(services: Services, entry: Edit): Due {
  const { by, language, at, offering } = entry.alert;
  return { kind: 'edit', entry, open: openAlert(services, { by, language, at, before: offering, ...entry }) };
}

function solvedDue(services: Services, entry: Solved): Due {
  return { kind: 'solved', entry, message: solvedAlert(services, entry.alert, entry.stillFailing) };
}

/** Writes one message, unless it was told to stop meanwhile, and keeps that it is written. */
async function post(services: Services, book: WatchBook, channel: string, due: Due): Promise<void> {
  const watched = await book.get(channel);
  if (due.kind === 'news') {
    const { watch, cause, people } = due.entry;
    if (watchFor(watched, cause) === undefined) return;
    await offer(services, due.open.record, due.open.suggestions);
    const messageId = await services.chat.send(await services.places.latest(watch.place), due.open.message);
    if (messageId === 'gone') return void (await book.update(channel, (now) => withoutPlace(now, watch.place)));
    const alert = alertOf(due.entry, { at: due.at, messageId, offering: due.open.record.number, people });
    await book.update(channel, (now) =>
      watchFor(now, alert) === undefined ? now : { ...now, alerts: [...now.alerts, alert] },
    );
    return;
  }
  const { alert } = due.entry;
  if (!watched.alerts.some(({ messageId }) => messageId === alert.messageId)) return;
  if (due.kind === 'edit') await offer(services, due.open.record, due.open.suggestions);
  const message = due.kind === 'edit' ? due.open.message : due.message;
  const result = await services.chat.update(await services.places.latest(alert.place), alert.messageId, message);
  const next = result === 'gone' || due.kind === 'solved' ? [] : [editedAlert(due.entry, due.open.record.number)];
  // Somebody deleted the message: whom it counted is known here.
  const known = result === 'gone' ? alert.people : [];
  await book.update(channel, (now) => ({
    ...now,
    silent: withKnown(now.silent, { [alert.groupId]: known }),
    alerts: now.alerts.flatMap((other) => (other.messageId === alert.messageId ? next : [other])),
  }));
}

function alertOf({ watch, cause }: News, written: Pick<Alert, 'at' | 'messageId' | 'offering' | 'people'>): Alert {
  const { place, by, language } = watch;
  return { ...aboutOf(cause), place, by, language, ...written };
}

function editedAlert({ alert, cause, people }: Edit, offering: number): Alert {
  return { ...alert, ...aboutOf(cause), people, offering };
}

function aboutOf({ key, groupId, skuId, failedSkuIds, cause }: News['cause']) {
  return { causeKey: key, groupId, skuId, failedSkuIds, error: cause.error, on: cause.on };
}
