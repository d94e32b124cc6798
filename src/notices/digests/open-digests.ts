import { digestCard } from '../../cards/alert/digest.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { channelOf } from '../../chat/places.ts';
import { cardMessage, viewContext } from '../../chat/turn.ts';
import { LOOK_AGAIN_MS } from '../../engine/clock.ts';
import { periodic } from '../../engine/periodic.ts';
import type { KeyValue, Untold } from '../../store/store.ts';
import { nextTime, type Recurrence } from '../../time/recurrence.ts';
import { mayBeTold } from '../alerts/may-be-told.ts';
import type { Teller } from '../teller.ts';
import type { Digest, Digests } from './digests.ts';
import { lookBack } from './look-back.ts';

/** The kind of a summary whose time has come, by the place that gets it. */
export const SUMMARY = 'digest';

interface DigestsOptions {
  readonly services: Foundation;
  /** By `channelOf`. */
  readonly digests: KeyValue<Digest>;
  /** Something is to be told. */
  readonly wake: () => void;
  readonly onFault: (error: unknown) => void;
}

/** What a summary says, once it is composed. */
interface Said extends Pick<Digest, 'since' | 'known' | 'nextAt'> {
  /** Up to when its place had been told before. */
  readonly from: string;
}

/** @see Digests */
export function openDigests({ services, digests, wake, onFault }: DigestsOptions): Digests {
  const { store, clock } = services;

  async function begin(draft: Parameters<Digests['begin']>[0]): Promise<Digest> {
    const nowMs = clock.now().getTime();
    const { known } = await lookBack(services, { since: new Date(nowMs).toISOString() });
    const digest = { ...draft, known, since: new Date(nowMs).toISOString(), nextAt: nextAt(draft, nowMs) };
    await digests.set(channelOf(draft.place), digest);
    return digest;
  }

  /** While something changes nothing is told of it. */
  async function look(): Promise<number> {
    const nowMs = clock.now().getTime();
    const isBusy = (await store.changes.inState('queued', 'running', 'cancelling')).length > 0;
    // Asked before the summaries: whoever takes the row out moves the summary on first.
    const coming = new Set((await store.outbox.of(SUMMARY)).map(({ recipient }) => recipient));
    let waitMs = LOOK_AGAIN_MS;
    for (const [channel, digest] of await digests.entries()) {
      const leftMs = Date.parse(digest.nextAt) - nowMs;
      if (leftMs > 0) waitMs = Math.min(waitMs, leftMs);
      if (leftMs > 0 || isBusy || coming.has(channel)) continue;
      await store.outbox.put(SUMMARY, 0, {}, channel);
      wake();
    }
    return waitMs;
  }

  const looks = periodic(look, { clock, onFault });

  return {
    begin,
    stop: (place) => digests.delete(channelOf(place)),
    at: (place) => digests.get(channelOf(place)),
    all: async () => (await digests.entries()).map(([, digest]) => digest),
    news: summaries(services, digests),
    start: () => looks.start(),
    close: looks.close,
  };
}

function summaries(services: Foundation, digests: KeyValue<Digest>): Teller<Said> {
  /** Its place was told, or perhaps was, unless somebody stopped or asked for another one meanwhile. */
  async function goOn({ recipient, news: { from, ...said } }: Untold<Said>): Promise<void> {
    const digest = await digests.get(recipient);
    if (digest?.since === from) await digests.set(recipient, { ...digest, ...said });
  }

  return {
    async compose(item) {
      const digest = await digests.get(item.recipient);
      if (digest === undefined) return undefined;
      const { place, since: from, zone } = digest;
      if (!(await mayBeTold(services, [digest]))) {
        await digests.delete(item.recipient);
        return undefined;
      }
      const nowMs = services.clock.now().getTime();
      const told = await lookBack(services, digest);
      const since = new Date(nowMs).toISOString();
      const news = { from, since, known: told.known, nextAt: nextAt(digest, nowMs) };
      if (!told.isNews) {
        await goOn({ ...item, news });
        return undefined;
      }
      const language = (await services.places.languageIn(place)) ?? digest.language;
      const card = digestCard(viewContext(services, language), { told, zone, comes: digest });
      return { place, message: cardMessage(card), news };
    },
    sent: goOn,
    perhaps: goOn,
    async gone({ recipient }) {
      await digests.delete(recipient);
    },
  };
}

function nextAt({ zone, ...recurrence }: Recurrence & Pick<Digest, 'zone'>, afterMs: number): string {
  return new Date(nextTime(recurrence, afterMs, zone)).toISOString();
}
