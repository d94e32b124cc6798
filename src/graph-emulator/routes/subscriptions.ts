import { derivedId } from '../derived-id.ts';
import { badRequest } from '../graph-error.ts';
import { bodyObject } from '../license-body.ts';
import { listPage } from '../odata/list.ts';
import { type Entity, itemsOf, plainEntity } from '../resources/entity.ts';
import { type Call, type Route, route } from '../route.ts';
import type { NotificationSubscription } from '../subscriptions.ts';
import { existing, showEntity } from './show.ts';

const WATCH = 'User.Read.All User.ReadWrite.All Group.Read.All GroupMember.Read.All Directory.Read.All';
/** A subscription to people or groups lives no longer. */
const LONGEST_MS = 41_760 * 60_000;
const CHANGE_TYPES = /^(?:created|updated|deleted)(?:,(?:created|updated|deleted))*$/;
const REQUIRED = ['changeType', 'notificationUrl', 'resource', 'expirationDateTime'] as const;
const WATCHED = /^\/?(?:v1\.0\/)?(?:users|groups)(?:\/[^/]+(?:\/members)?)?$/;

export const SUBSCRIPTION_ROUTES: readonly Route[] = [
  route('GET /subscriptions', WATCH, ({ world, request }) => {
    const own = [...world.subscriptions.values()].map(entityOf);
    return listPage(
      request,
      itemsOf(own),
      { context: 'subscriptions', itemType: 'subscription', allowed: [] },
      world.seal,
    );
  }),
  route('POST /subscriptions', WATCH, subscribe),
  route('GET /subscriptions/{id}', WATCH, (call) =>
    showEntity(call, entityOf(subscriptionOf(call)), { context: 'subscriptions' }),
  ),
  route('PATCH /subscriptions/{id}', WATCH, (call) => {
    const { expirationDateTime } = bodyObject(call.request.body);
    const renewed = { ...subscriptionOf(call), expirationDateTime: expiry(expirationDateTime, call.nowMs) };
    call.world.subscriptions.set(renewed.id, renewed);
    return showEntity(call, entityOf(renewed), { context: 'subscriptions' });
  }),
  route('DELETE /subscriptions/{id}', WATCH, (call) => {
    call.world.subscriptions.delete(subscriptionOf(call).id);
    return { status: 204, headers: {} };
  }),
];

function entityOf(subscription: NotificationSubscription): Entity {
  return plainEntity('subscription', { ...subscription });
}

function subscriptionOf({ world, ids: [id = ''], nowMs }: Call): NotificationSubscription {
  const found = world.subscriptions.get(id.toLowerCase());
  return existing(found !== undefined && Date.parse(found.expirationDateTime) > nowMs ? found : undefined, id);
}

function subscribe(call: Call) {
  const { world, request, nowMs, appId } = call;
  const body = bodyObject(request.body);
  const missing = REQUIRED.find((name) => typeof body[name] !== 'string');
  if (missing !== undefined) throw badRequest(`The property '${missing}' is required on a subscription.`);
  const { changeType, notificationUrl, resource } = body as Record<(typeof REQUIRED)[number], string>;
  if (!CHANGE_TYPES.test(changeType)) throw badRequest(`The change type '${changeType}' is not valid.`);
  if (!WATCHED.test(resource)) throw badRequest(`The resource '${resource}' cannot be subscribed to.`);
  if (!canBeTold(notificationUrl)) throw badRequest(`The notification URL '${notificationUrl}' is not valid.`);
  const subscription: NotificationSubscription = {
    id: derivedId(
      world.tenant.organization.id,
      'subscription',
      String(nowMs),
      String(world.subscriptions.size),
      resource,
    ),
    changeType,
    resource,
    notificationUrl,
    lifecycleNotificationUrl: textOf(body['lifecycleNotificationUrl']),
    expirationDateTime: expiry(body['expirationDateTime'], nowMs),
    clientState: textOf(body['clientState']),
    applicationId: appId,
  };
  world.subscriptions.set(subscription.id, subscription);
  return showEntity(call, entityOf(subscription), { context: 'subscriptions', status: 201 });
}

/** https anywhere; http on this machine. */
function canBeTold(notificationUrl: string): boolean {
  const { protocol, hostname } = URL.parse(notificationUrl) ?? {};
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname ?? ''))
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function expiry(value: unknown, nowMs: number): string {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (ms > nowMs && ms <= nowMs + LONGEST_MS) return new Date(ms).toISOString();
  throw badRequest(
    `The subscription expiration '${String(value)}' must be in the future, and at most 41760 minutes away.`,
  );
}
