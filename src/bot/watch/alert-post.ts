import type { Services } from '../services.ts';
import { asLists, type ListDue, writeList } from './alert-list.ts';
import { openAlert, solvedAlert } from './alert-message.ts';
import { mayBeTold } from './may-be-told.ts';
import { toldByCards } from './own-cards.ts';
import { type Review, review } from './review.ts';
import type { Look, Moved } from './rounds.ts';
import type { WatchBook } from './watch-book.ts';
import { NOTHING_WATCHED } from './watched.ts';
import { type Due, writeAlert } from './write-alert.ts';

export interface AlertPostOptions {
  readonly services: Services;
  readonly book: WatchBook;
  /** Another number each time that the tenant comes to rest; undefined while it is not: what is undecided is no news. */
  readonly restingSince: () => number | undefined;
  /** Aborted when nothing more is to be written than what is under way. */
  readonly stopping: AbortSignal;
}

/** Teams takes 60 messages and edits in half a minute: after the first few, one after another. */
const AT_ONCE = 10;
const PAUSE_MS = 700;

const NOTHING_TO_SAY: Look = { written: 0, isComplete: true };

/**
 * Tells one place what is new, as long as the tenant stays at rest. Throws when Teams does not take a message; what was
 * written until then is kept.
 */
export async function postAlerts(
  { services, book, restingSince, stopping }: AlertPostOptions,
  channel: string,
  { scope, records }: Moved,
): Promise<Look> {
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
    const result = review(now, { causes, scope: looked, toldByCard });
    return [result.silent === now.silent ? now : { ...now, silent: result.silent }, result];
  });
  if (found === undefined) return { written: 0, isComplete: false };
  const { lists, single } = asLists(found, (await book.get(channel)).alerts);
  const due = [
    ...lists.map((list) => () => tellList(services, book, channel, list)),
    ...dueFor(services, single).map((prepare) => async () => tell(services, book, channel, await prepare())),
  ];
  let written = 0;
  for (const write of due) {
    if (written >= AT_ONCE) await services.clock.sleep(PAUSE_MS, stopping);
    if (restingSince() !== resting || stopping.aborted) return { written, isComplete: false };
    await write();
    written += 1;
  }
  return { written, isComplete: restingSince() === resting };
}

async function tell(services: Services, book: WatchBook, channel: string, due: Due): Promise<void> {
  await writeAlert(services, book, channel, due);
  services.events.alert(toldOf(due));
}

async function tellList(services: Services, book: WatchBook, channel: string, due: ListDue): Promise<void> {
  await writeList(services, book, channel, due);
  const causes = due.kind === 'newList' ? due.news.length : due.now.length;
  services.events.alert({ kind: due.kind, causes });
}

/** What is good news first. Each is put into words when its turn has come: that simulates its fixes. */
function dueFor(services: Services, { news, edits, solved }: Review): readonly (() => Promise<Due>)[] {
  return [
    ...solved.map((entry) => async (): Promise<Due> => {
      return { kind: 'solved', entry, message: solvedAlert(services, entry.alert, entry.stillFailing) };
    }),
    ...edits.map((entry) => async (): Promise<Due> => {
      const { by, language, at, offering } = entry.alert;
      return { kind: 'edit', entry, open: await openAlert(services, { by, language, at, before: offering, ...entry }) };
    }),
    ...news.map((entry) => async (): Promise<Due> => {
      const at = services.clock.now().toISOString();
      const { by, language } = entry.watch;
      return { kind: 'news', entry, at, open: await openAlert(services, { by, language, at, ...entry }) };
    }),
  ];
}

function toldOf(due: Due): Parameters<Services['events']['alert']>[0] {
  const { groupId } = due.kind === 'news' ? due.entry.cause : due.entry.alert;
  return { kind: due.kind, groupId, ...(due.kind === 'solved' ? {} : { number: due.open.record.number }) };
}
