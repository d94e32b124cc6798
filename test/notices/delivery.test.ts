import { describe, expect, it, onTestFinished } from 'vitest';
import { type Message, PerhapsSent, type Place } from '../../src/chat/chat.ts';
import { places } from '../../src/chat/places.ts';
import { delivery } from '../../src/notices/delivery.ts';
import type { Teller } from '../../src/notices/teller.ts';
import { events } from '../../src/observe/events.ts';
import { logger } from '../../src/observe/log.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What Teams makes of a message to a place; what it throws is thrown. */
type Answer = (placeId: string, text: string) => string | 'gone' | Promise<string>;

interface SceneOptions {
  readonly dataDir?: string;
  readonly clock?: VirtualClock;
  readonly answer?: Answer;
  readonly teller?: Partial<Teller>;
}

const placeOf = (conversationId: string): Place => ({
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  conversationId,
  conversationType: 'personal',
  tenantId: 'contoso',
  bot: { id: '28:seatkeeper', name: 'Seatkeeper' },
});

/** Tells rows of one kind: to the place that is their recipient, what they hold. */
function scene({
  dataDir = temporaryDirectory(),
  clock = virtualClock(),
  answer = () => 'sent',
  teller,
}: SceneOptions = {}) {
  const store = openForTest({ dataDir, clock });
  const heard: string[] = [];
  const log: string[] = [];
  const calls: string[] = [];
  const services = {
    store,
    clock,
    events: events(logger('info', (line) => void log.push(JSON.parse(line).event), clock.now)),
    places: places({
      places: store.kv('places'),
      personalChats: store.kv('personal-chats'),
      languages: store.kv('languages'),
      zones: store.kv('zones'),
    }),
    chat: {
      async send({ conversationId }: Place, { text }: Message) {
        const id = await answer(conversationId, text);
        heard.push(`${conversationId}: ${text}`);
        return id;
      },
      update: async () => 'updated' as const,
      upload: async () => false,
    },
  };
  const tells: Teller = {
    compose: async ({ recipient, news }) => ({ place: placeOf(recipient), message: { text: String(news) } }),
    sent: async ({ about }, { messageId }) => void calls.push(`${about} is ${messageId}`),
    perhaps: async ({ about }) => void calls.push(`${about} perhaps`),
    gone: async ({ about }, { conversationId }) => void calls.push(`${about} gone from ${conversationId}`),
    ...teller,
  };
  const faults: string[] = [];
  const news = delivery({
    services,
    tellers: { news: tells },
    onFault: (_, error) => void faults.push(error instanceof Error ? error.message : String(error)),
  });
  news.start();
  /** What hangs is waited for on a clock that stands still. */
  const end = async () => {
    const ended = news.close();
    await clock.advance(10_000);
    await ended;
  };
  onTestFinished(end);
  return {
    dataDir,
    clock,
    heard,
    log,
    calls,
    faults,
    left: () => store.outbox.of('news'),
    async put(to: string, text: string, { isQuiet = false } = {}) {
      await store.outbox.put('news', 1001, text, to);
      if (!isQuiet) news.wake();
    },
    /** The process ends; another one goes on with what it left. */
    async next(options: SceneOptions = {}) {
      await end();
      await store.close();
      return scene({ dataDir, clock, ...options });
    },
  };
}

describe('what lies in the outbox', () => {
  it('is told once and in order in each place, and nothing of it is left', async () => {
    const set = scene();
    for (const text of ['first', 'second', 'third']) await set.put('megan', text);
    await set.put('nestor', 'other');
    await set.clock.advance(10_000);
    expect(set.heard.filter((line) => line.startsWith('megan'))).toEqual([
      'megan: first',
      'megan: second',
      'megan: third',
    ]);
    expect(set.heard).toContain('nestor: other');
    expect(set.calls).toHaveLength(4);
    expect(await set.left()).toEqual([]);
    await set.clock.advance(HOUR_MS);
    expect(set.heard).toHaveLength(4);
  });

  it('goes to a place no faster than Teams takes it', async () => {
    const set = scene();
    for (let at = 0; at < 70; at += 1) await set.put('megan', String(at));
    await set.clock.advance(30_000);
    expect(set.heard.length).toBeGreaterThan(40);
    expect(set.heard.length).toBeLessThanOrEqual(60);
  });

  it('is found without a word about it, within a minute', async () => {
    const set = scene();
    await set.clock.advance(1_000);
    await set.put('megan', 'quiet', { isQuiet: true });
    await set.clock.advance(MINUTE_MS);
    expect(set.heard).toEqual(['megan: quiet']);
  });

  it('is composed when it is told, and not told when nobody needs it any more', async () => {
    const set = scene({ teller: { compose: async () => undefined } });
    await set.put('megan', 'over');
    await set.clock.advance(10_000);
    expect([set.heard, set.calls, await set.left()]).toEqual([[], [], []]);
  });

  it('for many becomes a row for each, once', async () => {
    const set = scene({ teller: { recipients: async () => ['megan', 'nestor'] } });
    await set.put('', 'for all');
    await set.clock.advance(10_000);
    expect(set.heard.toSorted()).toEqual(['megan: for all', 'nestor: for all']);
    expect(await set.left()).toEqual([]);
  });
});

describe('a place that fails', () => {
  const fails: Answer = (place) => {
    if (place === 'megan') throw new Error('Teams is busy');
    return 'sent';
  };

  it('holds up nobody else, and is tried again, later and later', async () => {
    const set = scene({ answer: fails });
    await set.put('megan', 'late');
    await set.put('nestor', 'other');
    await set.clock.advance(10_000);
    expect(set.heard).toEqual(['nestor: other']);
    await set.clock.advance(HOUR_MS);
    expect(set.faults.length).toBeGreaterThan(3);
    expect(set.faults.length).toBeLessThan(10);
    expect(await set.left()).toMatchObject([{ recipient: 'megan', state: 'due' }]);
  });

  it('also when what hangs there never answers', async () => {
    const set = scene({ answer: (place) => (place === 'megan' ? new Promise<string>(() => undefined) : 'sent') });
    await set.put('megan', 'hangs');
    await set.put('nestor', 'other');
    await set.clock.advance(10_000);
    expect(set.heard).toEqual(['nestor: other']);
  });

  it('is told in order when it comes to again, and at once when there is something new for it', async () => {
    let isBusy = true;
    const set = scene({
      answer() {
        if (isBusy) throw new Error('Teams is busy');
        return 'sent';
      },
    });
    await set.put('megan', 'first');
    await set.clock.advance(10 * MINUTE_MS);
    isBusy = false;
    await set.put('megan', 'second');
    await set.clock.advance(5_000);
    expect(set.heard).toEqual(['megan: first', 'megan: second']);
  });

  it('is tried for as long as it takes', async () => {
    let isBusy = true;
    const set = scene({
      answer() {
        if (isBusy) throw new Error('Teams is busy');
        return 'sent';
      },
    });
    await set.put('megan', 'at last');
    await set.clock.advance(12 * HOUR_MS);
    isBusy = false;
    await set.clock.advance(3 * HOUR_MS);
    expect(set.heard).toEqual(['megan: at last']);
  });

  it('is told by the next process what this one could not tell', async () => {
    const set = scene({ answer: fails });
    await set.put('megan', 'late');
    await set.clock.advance(10_000);
    const next = await set.next();
    await next.clock.advance(10_000);
    expect(next.heard).toEqual(['megan: late']);
    expect(next.calls).toEqual(['1001 is sent']);
  });

  it('and is gone for good is not written to again', async () => {
    const set = scene({ answer: () => 'gone' });
    await set.put('megan', 'lost');
    await set.clock.advance(HOUR_MS);
    expect(set.calls).toEqual(['1001 gone from megan']);
    expect(await set.left()).toEqual([]);
  });
});

describe('what perhaps arrived', () => {
  it('is not sent again where nobody said whether it did', async () => {
    const set = scene({
      answer() {
        throw new PerhapsSent(new Error('502'));
      },
    });
    await set.put('megan', 'maybe');
    await set.clock.advance(HOUR_MS);
    expect(set.calls).toEqual(['1001 perhaps']);
    expect(set.log).toEqual(['message perhaps sent']);
    expect(await set.left()).toEqual([]);
  });

  it('is not sent again where the process ended while it was sent', async () => {
    const set = scene({ answer: () => new Promise<string>(() => undefined) });
    await set.put('megan', 'cut short');
    await set.clock.advance(10_000);
    expect(await set.left()).toMatchObject([{ state: 'sending' }]);
    const next = await set.next();
    await next.clock.advance(HOUR_MS);
    expect([next.heard, next.calls, await next.left()]).toEqual([[], ['1001 perhaps'], []]);
  });

  it('and did is not sent again while the disk does not take that', async () => {
    const set = scene();
    tamper(set.dataDir, "CREATE TRIGGER keep BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END");
    await set.put('megan', 'once');
    await set.clock.advance(10 * MINUTE_MS);
    expect(set.faults.length).toBeGreaterThan(1);
    tamper(set.dataDir, 'DROP TRIGGER keep');
    await set.clock.advance(HOUR_MS);
    expect(set.heard).toEqual(['megan: once']);
    expect(await set.left()).toEqual([]);
  });

  it('tells whoever hears of it what was said, over a restart', async () => {
    const said: unknown[] = [];
    const teller: Partial<Teller> = {
      compose: async ({ recipient }) => ({
        place: placeOf(recipient),
        message: { text: 'seats: 7' },
        news: { seats: 7 },
      }),
      perhaps: async ({ news }) => void said.push(news),
    };
    const set = scene({ teller, answer: () => new Promise<string>(() => undefined) });
    await set.put('megan', 'summary');
    await set.clock.advance(10_000);
    await (await set.next({ teller })).clock.advance(10_000);
    expect(said).toEqual([{ seats: 7 }]);
  });
});
