import type { ChangeRecord } from '../../core/change-record.ts';
import type { ControllerEvent } from '../../engine/controller.ts';
import type { Place } from '../chat.ts';
import { channelOf } from '../places.ts';
import type { Services } from '../services.ts';
import { postAlerts } from './alert-post.ts';
import { inProgress, overdue, tellEnd } from './ends.ts';
import { failingCauses } from './failing.ts';
import { type Restlessness, restlessness } from './restlessness.ts';
import { rounds } from './rounds.ts';
import { type Named, withKnown, without, withoutPlace, withoutWatches, withWatch } from './scope.ts';
import { type WatchBook, type WatchBookOptions, watchBook } from './watch-book.ts';
import { type Alert, NOTHING_WATCHED, type Silent, type Watch, type Watched, watchFor } from './watched.ts';

/** Tells places what they asked to be told, over restarts: one message for each cause, kept true until it is solved. */
export interface Watching {
  /** Begins to tell. Answers how many people fail already: they are no news. */
  watch(draft: Omit<Watch, 'number' | 'changes'>): Promise<Begun>;
  /** Tells nothing more here, or nothing of what is named. Answers whether there was something to stop. */
  stop(place: Place, named: Named): Promise<boolean>;
  /** The alert that a message here is. */
  alertOn(place: Place, messageId: string): Promise<Alert | undefined>;
  /** Ends the watches that ask for this alert. */
  stopAlert(place: Place, alert: Alert): Promise<void>;
  /** The bot was removed from here. */
  forget(place: Place): Promise<void>;
  /** Something was asked of the directory: until it has settled, nothing is told. */
  changing(): void;
  heard(event: ControllerEvent): void;
  /** A change has ended. Answers where its end was told, by `channelOf`. */
  ended(record: ChangeRecord): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

export interface Begun {
  readonly known: number;
  /** Of `finished`: the changes whose end will be told. */
  readonly changes: readonly ChangeRecord[];
}

export interface WatchingOptions {
  /** Asked for when something is to be told: by then everything is wired. */
  readonly services: () => Services;
  readonly watches: WatchBookOptions['watches'];
  readonly silent: WatchBookOptions['silent'];
  readonly onFault: (channel: string, error: unknown) => void;
}

export function watching({ services, watches, silent, onFault }: WatchingOptions): Watching {
  const book = watchBook({ watches, silent });
  const unrest = restlessness();
  const { restingSince } = unrest;
  const looks = rounds({
    clock: () => services().clock,
    isSettled: () => restingSince() !== undefined,
    look: (channel, moved) => postAlerts({ services: services(), book, restingSince }, channel, moved),
    onFault,
  });

  async function lookEverywhere(): Promise<void> {
    const channels = await book.channels();
    const running = services().store.changes.inState('queued', 'running', 'cancelling');
    const { scope, records } = unrest.take();
    for (const channel of channels) {
      looks.add(channel, { scope, records: [...records, ...running] });
      if (scope !== 'everywhere') continue;
      for (const record of overdue(services(), await book.get(channel)))
        await tellEnd(services(), book, channel, record);
    }
  }

  return {
    ...asked({ services, book, unrest }),
    changing: unrest.begin,
    heard(event) {
      unrest.heard(event);
      if (event.type === 'settled') lookEverywhere().catch((error) => onFault('everywhere', error));
    },
    async ended(record) {
      unrest.ended(record);
      const told = new Set<string>();
      for (const channel of await book.channels()) {
        if (await tellEnd(services(), book, channel, record)) told.add(channel);
      }
      return told;
    },
    close: looks.close,
  };
}

/** What people ask for, and its end. */
function asked({
  services,
  book,
  unrest,
}: {
  readonly services: () => Services;
  readonly book: WatchBook;
  readonly unrest: Restlessness;
}): Pick<Watching, 'watch' | 'stop' | 'alertOn' | 'stopAlert' | 'forget'> {
  /** Who fails before somebody asks; what a decision is about to finish is news at its end. */
  function known(watched: Pick<Watched, 'watches' | 'muted' | 'alerts'>): Silent {
    const found: Record<string, string[]> = {};
    for (const cause of failingCauses(services().directory.tenant, 'everywhere')) {
      const { groupId, userIds } = cause;
      if (watchFor(watched, cause) === undefined || unrest.isMoving(groupId)) continue;
      const alerted = new Set(
        watched.alerts.filter((alert) => alert.groupId === groupId).flatMap(({ people }) => people),
      );
      found[groupId] = [...(found[groupId] ?? []), ...userIds.filter((userId) => !alerted.has(userId))];
    }
    return found;
  }
  return {
    async watch(draft) {
      const channel = channelOf(draft.place);
      if (draft.event === 'finished') {
        const changes = inProgress(services(), draft);
        const bound = changes.length === 0 ? {} : { changes: changes.map(({ number }) => number) };
        await book.update(channel, (now) => withWatch(now, { ...draft, ...bound }));
        return { known: 0, changes };
      }
      return book.decide(channel, (now) => {
        const next = withWatch(now, draft);
        const failing = known({ ...next, watches: [{ ...draft, number: 0 }] });
        const begun = { known: new Set(Object.values(failing).flat()).size, changes: [] };
        return [{ ...next, silent: withKnown(now.silent, failing) }, begun];
      });
    },
    stop: (place, named) => book.decide(channelOf(place), (now) => [without(now, named), now.watches.length > 0]),
    async alertOn(place, messageId) {
      return (await book.get(channelOf(place))).alerts.find((alert) => alert.messageId === messageId);
    },
    async stopAlert(place, alert) {
      await book.update(channelOf(place), (now) =>
        withoutWatches(now, (watch) => watchFor({ watches: [watch], muted: [] }, alert) !== undefined),
      );
    },
    async forget(place) {
      const channel = channelOf(place);
      await book.update(channel, (now) =>
        place.conversationId === channel ? NOTHING_WATCHED : withoutPlace(now, place),
      );
    },
  };
}
