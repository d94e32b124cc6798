import type { Place } from '../../chat/chat.ts';
import { type Alert, type Muted, NOTHING_WATCHED, type Silent, type Watch, type Watched, watchFor } from './watched.ts';

/** What a request to tell, or to stop telling, names. Empty lists: everything. */
export interface WatchTargets {
  readonly groupIds: readonly string[];
  readonly skuIds: readonly string[];
}

/** With the watch, unless somebody here asks for the same already. What it names is muted no longer. */
export function withWatch(watched: Watched, draft: Omit<Watch, 'number'>): Watched {
  const muted = watched.muted.filter((entry) => !isNamed(entry, draft));
  if (draft.event !== 'finished' && watched.watches.some((watch) => sameScope(watch, draft))) {
    return { ...watched, muted };
  }
  const number = Math.max(0, ...watched.watches.map((watch) => watch.number)) + 1;
  return { ...watched, muted, watches: [...watched.watches, { ...draft, number }] };
}

/**
 * Without what is named: watches of it alone end, the others go on without it. Alerts that no watch covers any more are
 * dropped, so that nothing edits them. With an end nothing is dropped: what is new waits for it.
 */
export function withoutTargets(watched: Watched, named: WatchTargets, until?: string): Watched {
  if (until !== undefined)
    return { ...watched, muted: [...watched.muted, ...mutedBy(named).map((entry) => ({ ...entry, until }))] };
  if (named.groupIds.length + named.skuIds.length === 0) return NOTHING_WATCHED;
  const watches = watched.watches.flatMap((watch) => narrowed(watch, named));
  return covered({ ...watched, watches, muted: [...watched.muted, ...mutedBy(named)] });
}

/** Silence that would end by itself ends now: of what is named, or all of it and the quiet hours. */
export function awake({ quiet, ...watched }: Watched, { groupIds, skuIds }: WatchTargets): Watched {
  const isAll = groupIds.length + skuIds.length === 0;
  const isMeant = ({ groupId, skuId }: Muted) =>
    isAll || (groupId !== undefined && groupIds.includes(groupId)) || (skuId !== undefined && skuIds.includes(skuId));
  const muted = watched.muted.filter((entry) => entry.until === undefined || !isMeant(entry));
  return { ...watched, muted, ...(isAll || quiet === undefined ? {} : { quiet }) };
}

/** With more people who are no news. The same object when there are none. */
export function withKnown(silent: Silent, known: Silent): Silent {
  const groups = Object.entries(known).filter(([, people]) => people.length > 0);
  if (groups.length === 0) return silent;
  const together = groups.map(([groupId, people]) => [groupId, [...new Set([...(silent[groupId] ?? []), ...people])]]);
  return { ...silent, ...Object.fromEntries(together) };
}

/** Nobody is there any more: its watches end, and those of other threads of the channel go on. */
export function withoutPlace(watched: Watched, { conversationId }: Pick<Place, 'conversationId'>): Watched {
  return withoutWatches(watched, ({ place }) => place.conversationId === conversationId);
}

/** Without these watches, and the alerts that only they asked for. */
export function withoutWatches(watched: Watched, ends: (watch: Watch) => boolean): Watched {
  return covered({ ...watched, watches: watched.watches.filter((watch) => !ends(watch)) });
}

/** Without the alerts that no watch asks for. */
export function covered(watched: Watched): Watched {
  return { ...watched, alerts: watched.alerts.filter((alert) => watchFor(watched, alert) !== undefined) };
}

/** With others in the place of the alert. */
export function withAlert(watched: Watched, alert: Alert, next: readonly Alert[]): Watched {
  return { ...watched, alerts: watched.alerts.flatMap((other) => (isSameAlert(other, alert) ? next : [other])) };
}

/** With others in the place of all alerts that are one message. */
export function withAlerts(watched: Watched, offering: number, next: readonly Alert[]): Watched {
  return { ...watched, alerts: [...watched.alerts.filter((alert) => alert.offering !== offering), ...next] };
}

/** Without what is over: silence that has ended, and messages that have said “solved” for a while. The same object where nothing is. */
export function withoutOver(watched: Watched, nowMs: number): Watched {
  const muted = watched.muted.filter(({ until }) => until === undefined || Date.parse(until) > nowMs);
  const alerts = watched.alerts.filter(
    ({ solvedAt }) => solvedAt === undefined || nowMs - Date.parse(solvedAt) < REVIVED_WITHIN_MS,
  );
  const isSame = muted.length === watched.muted.length && alerts.length === watched.alerts.length;
  return isSame ? watched : { ...watched, muted, alerts };
}

/** A cause that returns within an hour is the same trouble still. */
const REVIVED_WITHIN_MS = 3_600_000;

export function isSameAlert(one: Alert, other: Alert): boolean {
  return one.offering === other.offering && one.causeKey === other.causeKey;
}

function narrowed(watch: Watch, { groupIds, skuIds }: WatchTargets): readonly Watch[] {
  if (groupIds.length > 0 && skuIds.length > 0) return [watch];
  const groups = watch.groupIds?.filter((id) => !groupIds.includes(id));
  const skus = watch.skuIds?.filter((id) => !skuIds.includes(id));
  if (groups?.length === 0 || skus?.length === 0) return [];
  return [{ ...watch, ...(groups && { groupIds: groups }), ...(skus && { skuIds: skus }) }];
}

function mutedBy({ groupIds, skuIds }: WatchTargets): readonly Muted[] {
  if (groupIds.length + skuIds.length === 0) return [{}];
  if (skuIds.length === 0) return groupIds.map((groupId) => ({ groupId }));
  if (groupIds.length === 0) return skuIds.map((skuId) => ({ skuId }));
  return groupIds.flatMap((groupId) => skuIds.map((skuId) => ({ groupId, skuId })));
}

function isNamed({ groupId, skuId }: Muted, { groupIds, skuIds }: Pick<Watch, 'groupIds' | 'skuIds'>): boolean {
  const group = groupId === undefined ? groupIds === undefined : (groupIds?.includes(groupId) ?? true);
  const sku = skuId === undefined ? skuIds === undefined : (skuIds?.includes(skuId) ?? true);
  return group && sku;
}

function sameScope(a: Omit<Watch, 'number'>, b: Omit<Watch, 'number'>): boolean {
  const scope = ({ event, groupIds = [], skuIds = [] }: Omit<Watch, 'number'>) =>
    JSON.stringify([event, groupIds.toSorted(), skuIds.toSorted()]);
  return scope(a) === scope(b);
}
