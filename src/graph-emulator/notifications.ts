import { randomUUID } from 'node:crypto';
import type { Clock } from '../engine/clock.ts';
import type { LoggedChange } from './change-log.ts';
import { GraphError } from './graph-error.ts';
import type { NotificationSubscription } from './subscriptions.ts';
import type { World } from './world.ts';

/** Tells subscribers what changed (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks). */
export interface Notifications {
  /** Asks whoever is to be told whether they want to; from then on they are. Undefined: they do. */
  begin(subscription: NotificationSubscription): Promise<GraphError | undefined>;
}

const EVERY_MS = 1_000;
/** Whoever answers later is taken not to want it, or not to have heard. */
const ANSWER_MS = 10_000;

export function notifications(world: World, clock: Clock, stopping: AbortSignal): Notifications {
  /** Told up to this place of the log. */
  let place = world.changes.length;
  let isRunning = false;
  const untold = new Map<string, object[]>();

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    place = world.changes.length;
    while (!stopping.aborted && world.subscriptions.size > 0) {
      await clock.sleep(EVERY_MS, stopping);
      await tell(clock.now().getTime());
    }
    isRunning = false;
  }

  async function tell(nowMs: number): Promise<void> {
    world.catchUp(nowMs);
    const changes = world.changes.since(place);
    place += changes.length;
    for (const subscription of world.subscriptions.values()) {
      if (Date.parse(subscription.expirationDateTime) <= nowMs) world.subscriptions.delete(subscription.id);
      else await tellOf(subscription, changes);
    }
  }

  /** What is not heard is told again, before what comes after it. */
  async function tellOf(subscription: NotificationSubscription, changes: readonly LoggedChange[]): Promise<void> {
    const news = changes.flatMap((change) => notificationOf(world, subscription, change) ?? []);
    const value = [...(untold.get(subscription.id) ?? []), ...news];
    if (value.length === 0) return;
    const heard = await post(subscription.notificationUrl, JSON.stringify({ value }), 'application/json');
    untold.set(subscription.id, heard?.ok ? [] : value);
  }

  /** Undefined: no answer in time. */
  async function post(url: string, body: string, type: string): Promise<{ ok: boolean; text: string } | undefined> {
    const late = new AbortController();
    const done = new AbortController();
    void clock.sleep(ANSWER_MS, done.signal).then(() => late.abort());
    try {
      const signal = AbortSignal.any([late.signal, stopping]);
      const response = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': type }, signal });
      return { ok: response.ok, text: await response.text() };
    } catch {
      return undefined;
    } finally {
      done.abort();
    }
  }

  return {
    async begin({ id, notificationUrl }) {
      const url = new URL(notificationUrl);
      const token = randomUUID();
      url.searchParams.set('validationToken', token);
      const answer = await post(url.href, '', 'text/plain; charset=utf-8');
      if (answer?.ok && answer.text === token) {
        void run();
        return undefined;
      }
      world.subscriptions.delete(id);
      const message =
        'Subscription validation request failed. The notification endpoint must answer 200 with the validation token.';
      return new GraphError(400, 'ValidationError', message);
    },
  };
}

/** Undefined: the subscription is not about this. */
function notificationOf(
  world: World,
  subscription: NotificationSubscription,
  change: LoggedChange,
): object | undefined {
  const { shown: tenant } = world;
  const [collection, id, relation] = subscription.resource.replace(/^\/?(?:v1\.0\/)?/, '').split('/');
  const isOfUser = change.kind === 'user';
  const own = isOfUser ? tenant.user(change.user).id : tenant.group(change.group).id;
  const isMeant =
    collection === (isOfUser ? 'users' : 'groups') && (id === undefined || id.toLowerCase() === own.toLowerCase());
  const isGone = change.kind === 'member' && change.isGone;
  const changeType = relation === 'members' && isGone ? 'deleted' : 'updated';
  if (
    !isMeant ||
    (relation === 'members' && change.kind !== 'member') ||
    !subscription.changeType.includes(changeType)
  ) {
    return undefined;
  }
  const type = isOfUser ? 'User' : 'Group';
  const resource = `${type}s/${own}`;
  const link = change.kind === 'member' ? { id: change.id, ...(isGone ? { '@removed': 'deleted' } : {}) } : undefined;
  return {
    changeType,
    clientState: subscription.clientState,
    resource,
    resourceData: {
      '@odata.type': `#Microsoft.Graph.${type}`,
      '@odata.id': resource,
      id: own,
      organizationId: tenant.organization.id,
      ...(link === undefined ? {} : { 'members@delta': [link] }),
    },
    subscriptionExpirationDateTime: subscription.expirationDateTime,
    subscriptionId: subscription.id,
    tenantId: tenant.organization.id,
  };
}
