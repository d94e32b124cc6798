import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../engine/clock.ts';
import { type Worker, worker } from '../../engine/worker.ts';
import type { KeyValue } from '../../store/store.ts';
import { DirectoryError } from '../port.ts';
import { faultOf } from './answer.ts';
import type { GraphClient } from './client.ts';
import type { JsonObject } from './pages.ts';
import { graphPath } from './path.ts';
import { readAll } from './read-tenant.ts';

/**
 * Change notifications (https://learn.microsoft.com/graph/change-notifications-overview): Graph says that something changed,
 * and delta queries say what. A notification that is lost costs nothing but time.
 */
export interface Subscriptions {
  /** What Graph posted to us. Whatever does not carry our secret is not from Graph, and is nothing. */
  receive(body: unknown): void;
  start(): void;
  stop(): Promise<void>;
}

export interface SubscriptionsOptions {
  readonly client: GraphClient;
  /** Where Graph is to post to. Undefined: nowhere, and no more to where it was to before. */
  readonly notificationUrl: string | undefined;
  readonly kept: KeyValue<KeptSubscriptions>;
  readonly clock: Clock;
  readonly random: () => number;
  /** A subscription ends after this time, unless it is renewed. */
  readonly lifeMs: number;
  /** Something changed, or may have. */
  readonly onNews: () => void;
  readonly onFault: (error: unknown, retryAfterMs: number) => void;
}

/** A subscription of ours, by its resource. */
export interface KeptSubscriptions {
  readonly id: string;
  /** What Graph proves itself by. */
  readonly clientState: string;
  readonly notificationUrl: string;
  readonly expirationDateTime: string;
}

/** One each for all: a tenant allows an app a hundred. Whoever is created is told of as updated. */
const RESOURCES = ['/users', '/groups'] as const;
const KEY = 'subscriptions';
const NOT_FOUND = 404;

export function notificationSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { client, notificationUrl, kept, clock, random, lifeMs, onNews } = options;
  const secrets = new Map<string, string>();
  let awake = new AbortController();

  const expirationDateTime = () => new Date(clock.now().getTime() + lifeMs).toISOString();

  async function subscribe(resource: string, notificationUrl: string): Promise<void> {
    const clientState = randomUUID();
    // Graph may tell of the first change before it answers.
    secrets.set(resource, clientState);
    const wanted = { changeType: 'updated,deleted', resource, notificationUrl, clientState };
    const body = { ...wanted, lifecycleNotificationUrl: notificationUrl, expirationDateTime: expirationDateTime() };
    const answer = await client.send({ method: 'POST', path: '/subscriptions', body });
    if (answer.kind === 'refused') throw faultOf(answer.refusal);
    const { id } = answer.body as { readonly id: string };
    await kept.set(resource, { ...wanted, id, expirationDateTime: body.expirationDateTime });
  }

  /** Whether it is still there. */
  async function renewed(resource: string, known: KeptSubscriptions): Promise<boolean> {
    const body = { expirationDateTime: expirationDateTime() };
    const path = graphPath`/subscriptions/${known.id}`;
    const answer = await client.send({ method: 'PATCH', path, body, isRepeatable: true });
    if (answer.kind === 'refused' && answer.refusal.status === NOT_FOUND) return false;
    if (answer.kind === 'refused') throw faultOf(answer.refusal);
    secrets.set(resource, known.clientState);
    await kept.set(resource, { ...known, ...body });
    return true;
  }

  /** Graph posts nothing more to where we were reachable once: that may be somebody else's by now. */
  async function unsubscribe(id: string): Promise<void> {
    try {
      const path = graphPath`/subscriptions/${id}`;
      const answer = await client.send({ method: 'DELETE', path, isRepeatable: true });
      if (answer.kind === 'refused' && answer.refusal.status !== NOT_FOUND) throw faultOf(answer.refusal);
    } catch (error) {
      // What another app of ours made ends by itself.
      if (!(error instanceof DirectoryError && error.code === 'Forbidden')) throw error;
    }
  }

  /** Of an answer that was lost, or of a store that was: nobody knows their secret any more. */
  async function removeStray(resource: string): Promise<void> {
    const stray = (await readAll(client, '/subscriptions')).filter(
      (one) => one['notificationUrl'] === notificationUrl && String(one['resource']).endsWith(resource),
    );
    for (const { id } of stray) await unsubscribe(String(id));
  }

  async function keep(resource: string): Promise<void> {
    const known = await kept.get(resource);
    if (known !== undefined && known.notificationUrl !== notificationUrl) {
      await unsubscribe(known.id);
      await kept.delete(resource);
    } else if (known !== undefined && (await renewed(resource, known))) return;
    if (notificationUrl === undefined) return;
    await removeStray(resource);
    await subscribe(resource, notificationUrl);
    onNews();
  }

  const loop: Worker<typeof KEY> = worker({
    clock,
    random,
    askedToWaitMs: (error) => (error instanceof DirectoryError ? error.retryAfterMs : undefined),
    onFault: ({ error, retryAfterMs }) => options.onFault(error, retryAfterMs),
    async work(_, stopping) {
      awake = new AbortController();
      for (const resource of RESOURCES) await keep(resource);
      if (notificationUrl === undefined) return true;
      await clock.sleep(lifeMs / 2, AbortSignal.any([stopping, awake.signal]));
      return stopping.aborted;
    },
  });

  return {
    receive(body) {
      const ours = itemsIn(body).filter(({ clientState }) => isOneOf([...secrets.values()], clientState));
      if (ours.length > 0) onNews();
      // `missed` is news; the others are over or about to be.
      if (ours.some(({ lifecycleEvent: event }) => event !== undefined && event !== 'missed')) awake.abort();
    },
    start() {
      loop.add(KEY);
      loop.start();
    },
    stop: loop.stop,
  };
}

function itemsIn(body: unknown): readonly JsonObject[] {
  const value = (body as { readonly value?: unknown } | null | undefined)?.value;
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** Takes as long for a wrong secret as for a right one. */
function isOneOf(secrets: readonly string[], given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const bytes = Buffer.from(given);
  return secrets.some((secret) => secret.length === bytes.length && timingSafeEqual(Buffer.from(secret), bytes));
}
