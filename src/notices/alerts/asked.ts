import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';
import type { FailingPeople } from '../../licensing/explain/failing-people.ts';
import { inProgress } from './end-news.ts';
import type { Restlessness } from './restlessness.ts';
import { awake, withAlert, withKnown, withoutPlace, withoutTargets, withoutWatches, withWatch } from './scope.ts';
import type { WatchBook } from './watch-book.ts';
import { type Alert, isPersonal, NOTHING_WATCHED, type Silent, type Watch, type Watched, watchFor } from './watched.ts';
import type { AskedToTell } from './watching.ts';

export function asked({
  services,
  book,
  unrest,
  look,
}: {
  readonly services: Foundation;
  readonly book: WatchBook;
  readonly unrest: Restlessness;
  /** Looks at the whole place. */
  readonly look: (channel: string) => void;
}): AskedToTell {
  /** Who fails before somebody asks; what a decision is about to finish is news at its end. */
  function known(watched: Pick<Watched, 'watches' | 'muted' | 'alerts'>, causes: readonly FailingPeople[]): Silent {
    const found: Record<string, string[]> = {};
    for (const cause of causes) {
      const { groupId, userIds } = cause;
      if (watchFor(watched, cause) === undefined || unrest.isMoving(groupId)) continue;
      const alerted = new Set(
        watched.alerts.filter((alert) => alert.groupId === groupId).flatMap(({ people }) => people),
      );
      found[groupId] = [...(found[groupId] ?? []), ...userIds.filter((userId) => !alerted.has(userId))];
    }
    return found;
  }

  /** Ends what a place is told of; who asked for it there goes on in their own chat, to which what was told is no news. */
  async function ending<T>(channel: string, change: (now: Watched) => readonly [Watched, T]): Promise<T> {
    const { before, after, answer } = await book.decide(channel, (now) => {
      const [next, found] = change(now);
      return [next, { before: now, after: next, answer: found }];
    });
    const told = peopleOf(before.alerts.filter((alert) => !after.alerts.includes(alert)));
    const askers = new Set(before.watches.map(({ by }) => by.userId));
    for (const other of await book.channels()) {
      const { watches } = await book.get(other);
      if (other === channel || !watches.some((watch) => isPersonal(watch) && askers.has(watch.by.userId))) continue;
      await book.update(other, (now) => {
        const silent = withKnown(now.silent, told);
        return silent === now.silent ? now : { ...now, silent };
      });
      look(other);
    }
    return answer;
  }

  return {
    async watch(draft) {
      const channel = channelOf(draft.place);
      if (draft.event === 'finished') {
        const changes = await inProgress(services, draft);
        const bound = changes.length === 0 ? {} : { changes: changes.map(({ number }) => number) };
        await book.update(channel, (now) => withWatch(now, { ...draft, ...bound }));
        return { known: 0, changes };
      }
      const causes = await services.foresight.failingPeople('everywhere');
      return book.decide(channel, (now) => {
        const next = withWatch(now, draft);
        const failing = known({ ...next, watches: [{ ...draft, number: 0 }] }, causes);
        const begun = { known: new Set(Object.values(failing).flat()).size, changes: [] };
        return [{ ...next, silent: withKnown(now.silent, failing) }, begun];
      });
    },
    stop: (place, named, until) =>
      ending(channelOf(place), (now) => [withoutTargets(now, named, until), now.watches.length > 0]),
    quiet: (place, quiet) => book.decide(channelOf(place), (now) => [{ ...now, quiet }, now.watches.length > 0]),
    async wake(place, named) {
      const channel = channelOf(place);
      const wasSilent = await book.decide(channel, (now) => {
        const next = awake(now, named);
        return [next, next.muted.length < now.muted.length || (now.quiet !== undefined && next.quiet === undefined)];
      });
      look(channel);
      return wasSilent;
    },
    async alertOn(place, messageId, about) {
      const channel = channelOf(place);
      const { alerts } = await book.get(channel);
      const known = alerts.find((alert) => alert.messageId === messageId);
      const perhaps = alerts.find((alert) => alert.messageId === undefined && alert.offering === about);
      if (known !== undefined || perhaps === undefined) return known;
      // Somebody presses it: so it is there.
      const found = { ...perhaps, messageId };
      await book.update(channel, (now) => withAlert(now, perhaps, [found]));
      return found;
    },
    stopAlert: (place, { offering }) =>
      ending(channelOf(place), (now) => {
        const told = now.alerts.filter((alert) => alert.offering === offering);
        const isMeant = (watch: Watch) =>
          told.some((alert) => watchFor({ watches: [watch], muted: [] }, alert) !== undefined);
        return [withoutWatches(now, isMeant), told];
      }),
    async forget(place) {
      const channel = channelOf(place);
      await ending(channel, (now) => [
        place.conversationId === channel ? NOTHING_WATCHED : withoutPlace(now, place),
        undefined,
      ]);
    },
  };
}

function peopleOf(alerts: readonly Alert[]): Silent {
  const groupIds = new Set(alerts.map(({ groupId }) => groupId));
  return Object.fromEntries(
    [...groupIds].map((id) => [id, alerts.filter(({ groupId }) => groupId === id).flatMap(({ people }) => people)]),
  );
}
