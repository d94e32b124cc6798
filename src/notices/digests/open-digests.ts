import { digestCard } from '../../cards/alert/digest.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';
import { cardMessage, viewContext } from '../../chat/turn.ts';
import { LOOK_AGAIN_MS } from '../../engine/clock.ts';
import { periodic } from '../../engine/periodic.ts';
import type { KeyValue } from '../../store/store.ts';
import { nextTime, type Recurrence } from '../../time/recurrence.ts';
import { mayBeTold } from '../alerts/may-be-told.ts';
import { noteCutShort, sendOnce } from '../send-once.ts';
import type { Digest, Digests } from './digests.ts';
import { lookBack } from './look-back.ts';

export interface DigestsOptions {
  readonly services: Foundation;
  /** By `channelOf`. */
  readonly digests: KeyValue<Digest>;
  readonly onFault: (channel: string | undefined, error: unknown) => void;
}

/** Until a place that could not be reached is tried again. */
const RETRY_MS = 600_000;

/** @see Digests */
export function openDigests({ services, digests, onFault }: DigestsOptions): Digests {
  const telling = new Set<string>();

  async function begin(draft: Parameters<Digests['begin']>[0]): Promise<Digest> {
    const nowMs = services.clock.now().getTime();
    const { known } = await lookBack(services, { since: new Date(nowMs).toISOString() });
    const digest = { ...draft, known, since: new Date(nowMs).toISOString(), nextAt: nextAt(draft, nowMs) };
    await digests.set(channelOf(draft.place), digest);
    return digest;
  }

  /** What came of sending is kept, unless somebody stopped or asked for another one meanwhile. */
  async function settle(channel: string, next: Digest | undefined): Promise<void> {
    if ((await digests.get(channel))?.sending !== true) return;
    if (next === undefined) await digests.delete(channel);
    else await digests.set(channel, next);
  }

  async function tell(channel: string, digest: Digest): Promise<void> {
    const { clock, places } = services;
    const nowMs = clock.now().getTime();
    if (!(await mayBeTold(services, [digest]))) return void (await digests.delete(channel));
    const told = await lookBack(services, digest);
    const next = { ...digest, known: told.known, since: new Date(nowMs).toISOString(), nextAt: nextAt(digest, nowMs) };
    if (!told.isNews) return digests.set(channel, next);
    const language = (await places.languageIn(digest.place)) ?? digest.language;
    const message = cardMessage(
      digestCard(viewContext(services, language), { told, zone: digest.zone, comes: digest }),
    );
    // On disk before it is sent, so that nobody gets the same twice.
    await digests.set(channel, { ...next, sending: true });
    try {
      const sent = await sendOnce(services, digest.place, message, { kind: 'digest' });
      await settle(channel, sent === 'gone' ? undefined : next);
    } catch (error) {
      await settle(channel, { ...digest, nextAt: new Date(nowMs + RETRY_MS).toISOString() });
      throw error;
    }
  }

  /** Each beside the others: a conversation that does not answer holds up no other. While something changes nothing is told of it. */
  async function look(): Promise<number> {
    const { clock, store } = services;
    const nowMs = clock.now().getTime();
    const isBusy = (await store.changes.inState('queued', 'running', 'cancelling')).length > 0;
    let waitMs = LOOK_AGAIN_MS;
    for (const [channel, digest] of await digests.entries()) {
      const leftMs = Date.parse(digest.nextAt) - nowMs;
      if (leftMs > 0) waitMs = Math.min(waitMs, leftMs);
      if (leftMs > 0 || isBusy || telling.has(channel)) continue;
      telling.add(channel);
      void tell(channel, digest)
        .catch((error) => onFault(channel, error))
        .finally(() => telling.delete(channel));
    }
    return waitMs;
  }

  async function takeUp(): Promise<void> {
    for (const [channel, { sending, ...digest }] of await digests.entries()) {
      if (sending === undefined) continue;
      noteCutShort(services, { kind: 'digest' });
      await digests.set(channel, digest);
    }
  }

  const looks = periodic(look, { clock: services.clock, onFault: (error) => onFault(undefined, error) });

  return {
    begin,
    stop: (place) => digests.delete(channelOf(place)),
    at: (place) => digests.get(channelOf(place)),
    all: async () => (await digests.entries()).map(([, digest]) => digest),
    start: () => looks.start(takeUp()),
    close: looks.close,
  };
}

function nextAt({ zone, ...recurrence }: Recurrence & Pick<Digest, 'zone'>, afterMs: number): string {
  return new Date(nextTime(recurrence, afterMs, zone)).toISOString();
}
