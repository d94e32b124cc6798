import type { Foundation } from '../../chat/foundation.ts';
import { asLists, type ListDue, writeList } from './alert-list.ts';
import { openAlert, solvedAlert } from './alert-message.ts';
import { mayBeTold } from './may-be-told.ts';
import { toldByCards } from './own-cards.ts';
import { type News, type Review, review } from './review.ts';
import type { Moved, PlaceLook } from './rounds.ts';
import { withoutOver } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { heldUntilMs, isPersonal, NOTHING_WATCHED, type Watched, watchFor } from './watched.ts';
import { type DueMessage, writeAlert } from './write-alert.ts';

interface AlertPostOptions {
  readonly services: Foundation;
  readonly book: WatchBook;
  /** Another number each time that the tenant comes to rest; undefined while it is not: what is undecided is no news. */
  readonly restingSince: () => number | undefined;
  /** Aborted when nothing more is to be written than what is under way. */
  readonly stopping: AbortSignal;
}

/** Teams takes 7 messages and edits in a second and 60 in half a minute: these leave room for answers. */
const AT_ONCE = 5;
const PAUSE_MS = 700;

const NOTHING_TO_SAY: PlaceLook = { written: 0, isComplete: true, againAtMs: undefined };

/**
 * Tells one place what is new, as long as the tenant stays at rest. Throws when Teams does not take a message; what was
 * written until then is kept.
 */
export async function postAlerts(
  { services, book, restingSince, stopping }: AlertPostOptions,
  channel: string,
  { scope, records }: Moved,
): Promise<PlaceLook> {
  const { watches } = await book.get(channel);
  if (watches.length === 0) return NOTHING_TO_SAY;
  if (!(await mayBeTold(services, watches))) {
    await book.update(channel, () => NOTHING_WATCHED);
    return NOTHING_TO_SAY;
  }
  const toldByCard = await toldByCards(services, records, channel);
  const resting = restingSince();
  const { alerts } = await book.get(channel);
  const looked = scope === 'everywhere' ? scope : new Set([...scope, ...alerts.map(({ groupId }) => groupId)]);
  const causes = await services.foresight.failingPeople(looked === 'everywhere' ? looked : [...looked]);
  const found = await book.decide<Review | undefined>(channel, (now) => {
    if (resting === undefined || restingSince() !== resting) return [now, undefined];
    const isLookedAt = (groupId: string) => looked === 'everywhere' || looked.has(groupId);
    if (!now.alerts.every(({ groupId }) => isLookedAt(groupId))) return [now, undefined];
    const lasting = withoutOver(now, services.clock.now().getTime());
    const result = review(lasting, { causes, scope: looked, toldByCard });
    return [result.silent === now.silent ? lasting : { ...lasting, silent: result.silent }, result];
  });
  if (found === undefined) return { written: 0, isComplete: false, againAtMs: undefined };
  const now = await book.get(channel);
  const { news, againAtMs } = tellable(now, found.news, services.clock.now().getTime());
  const elsewhere = await toldElsewhere(book, channel, now);
  const mine = news.filter(({ cause }) => !elsewhere.some((other) => watchFor(other, cause) !== undefined));
  const at = services.clock.now().toISOString();
  const { lists, single } = asLists({ ...found, news: mine }, now.alerts, at);
  const due = [
    ...lists.map((list) => () => tellList(services, book, channel, list)),
    ...dueFor(services, single).map((prepare) => async () => tell(services, book, channel, await prepare())),
  ];
  let written = 0;
  for (const write of due) {
    if (written >= AT_ONCE) await services.clock.sleep(PAUSE_MS, stopping);
    if (restingSince() !== resting || stopping.aborted) return { written, isComplete: false, againAtMs };
    await write();
    written += 1;
  }
  return { written, isComplete: restingSince() === resting, againAtMs };
}

/** What may be told now, and when the first of the rest may be. */
function tellable(watched: Watched, news: readonly News[], nowMs: number) {
  const held = new Map(news.map((entry) => [entry, heldUntilMs(watched, entry.cause, nowMs)]));
  const ends = [...held.values()].filter((ms) => ms !== undefined);
  return {
    news: news.filter((entry) => held.get(entry) === undefined),
    againAtMs: ends.length === 0 ? undefined : Math.min(...ends),
  };
}

/** What the same person asked to be told in a group chat or channel is not told again in their own chat. */
async function toldElsewhere(book: WatchBook, channel: string, { watches }: Watched): Promise<readonly Watched[]> {
  const own = watches.find(isPersonal)?.by.userId;
  if (own === undefined) return [];
  const others = (await book.channels()).filter((other) => other !== channel);
  const places = await Promise.all(others.map((other) => book.get(other)));
  return places.map((place) => ({
    ...place,
    watches: place.watches.filter((watch) => watch.by.userId === own && !isPersonal(watch)),
  }));
}

async function tell(services: Foundation, book: WatchBook, channel: string, due: DueMessage): Promise<void> {
  await writeAlert(services, book, channel, due);
  services.events.alert(toldOf(due));
}

async function tellList(services: Foundation, book: WatchBook, channel: string, due: ListDue): Promise<void> {
  await writeList(services, book, channel, due);
  const causes =
    due.kind === 'newList' ? due.news.length : due.now.filter(({ solvedAt }) => solvedAt === undefined).length;
  services.events.alert({ kind: due.kind, causes });
}

/** What is good news first. Each is put into words when its turn has come: that simulates its fixes. */
function dueFor(services: Foundation, { news, edits, solved }: Review): readonly (() => Promise<DueMessage>)[] {
  return [
    ...solved.map((entry) => async (): Promise<DueMessage> => {
      return { kind: 'solved', entry, message: solvedAlert(services, entry.alert, entry.stillFailing) };
    }),
    ...edits.map((entry) => async (): Promise<DueMessage> => {
      const { by, language, at, offering } = entry.alert;
      return { kind: 'edit', entry, open: await openAlert(services, { by, language, at, before: offering, ...entry }) };
    }),
    ...news.map((entry) => async (): Promise<DueMessage> => {
      const at = services.clock.now().toISOString();
      const { by, language } = entry.watch;
      return { kind: 'news', entry, at, open: await openAlert(services, { by, language, at, ...entry }) };
    }),
  ];
}

function toldOf(due: DueMessage): Parameters<Foundation['events']['alert']>[0] {
  const { groupId } = due.kind === 'news' ? due.entry.cause : due.entry.alert;
  return { kind: due.kind, groupId, ...(due.kind === 'solved' ? {} : { number: due.open.record.number }) };
}
