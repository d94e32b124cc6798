import { describe, expect, test } from 'vitest';
import type { Message, Person, Place, PressAnswer } from '../../src/chat/chat.ts';
import type { Services } from '../../src/chat/services.ts';
import { type From, serving } from '../../src/chat/serving.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

/** More is asked than can be answered at once. */

const BUSY = 'I am busy with others just now. You need not say it again: I’ll get to it.';
const DONE: PressAnswer = { kind: 'sentence', text: 'Done.' };

function from(who: string, conversationId = `chat of ${who}`): From {
  const place: Place = {
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1',
    conversationId,
    conversationType: 'personal',
    tenantId: undefined,
    bot: { id: 'bot', name: 'Seatkeeper' },
  };
  return { place, person: { userId: who, chatId: who, displayName: who } as Person };
}

function stage() {
  const clock = virtualClock();
  const sent: string[] = [];
  const services = {
    clock,
    clientClock: clock,
    log: () => undefined,
    listener: { languageOf: async () => 'en' },
    chat: { send: async (place: Place, { text }: Message) => void sent.push(`${place.conversationId}: ${text}`) },
  } as unknown as Services;
  return { clock, sent, served: serving(services) };
}

describe('what many people ask at once', () => {
  test('is begun one person after the other, however much one of them asks', async () => {
    const { served } = stage();
    const begun: string[] = [];
    const asks = (who: string, conversation: string) =>
      served.serve(from(who, conversation), async () => void begun.push(who));
    await Promise.all([...['a', 'b', 'c', 'd'].map((chat) => asks('Ann', chat)), asks('Bob', 'e'), asks('Cas', 'f')]);
    expect(begun.slice(0, 4).toSorted()).toEqual(['Ann', 'Ann', 'Bob', 'Cas']);
    expect(begun).toHaveLength(6);
  });

  test('is answered in the order in which one conversation speaks', async () => {
    const { served } = stage();
    const begun: number[] = [];
    await Promise.all([1, 2, 3, 4].map((n) => served.serve(from('Ann'), async () => void begun.push(n))));
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  test('is not taken beyond what one person can mean, and they are told once', async () => {
    const { served, sent } = stage();
    let open: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      open = resolve;
    });
    let done = 0;
    const all = Array.from({ length: 250 }, () =>
      served.serve(from('Ann'), async () => {
        await held;
        done += 1;
      }),
    );
    open();
    await Promise.all(all);
    expect(done).toBe(200);
    expect(sent).toEqual([
      'chat of Ann: That is more at once than I can take from one person. Nothing was done; wait a few seconds.',
    ]);
  });
});

describe('a press', () => {
  test('that takes longer than a client waits is answered in time, and shown when it is done', async () => {
    const { clock, served } = stage();
    const shown: PressAnswer[] = [];
    const slow = served.press(
      from('Ann'),
      async () => {
        await clock.sleep(20_000);
        return DONE;
      },
      async (answer) => void shown.push(answer),
    );
    await clock.advance(8_000);
    expect(await slow).toEqual({ kind: 'sentence', text: BUSY });
    expect(shown).toEqual([]);
    await clock.advance(15_000);
    expect(shown).toEqual([DONE]);
  });

  test('that fails after it was answered is told to have failed', async () => {
    const { clock, served } = stage();
    const shown: PressAnswer[] = [];
    const slow = served.press(
      from('Ann'),
      async () => {
        await clock.sleep(20_000);
        throw new Error('the disk is full');
      },
      async (answer) => void shown.push(answer),
    );
    await clock.advance(8_000);
    await slow;
    await clock.advance(15_000);
    expect(shown).toMatchObject([{ kind: 'problem', code: 'Fault' }]);
  });
});
