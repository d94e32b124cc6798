import { beforeEach, describe, expect, test } from 'vitest';
import type { Message, Place } from '../../src/chat/chat.ts';
import { type LiveCards, liveCards } from '../../src/chat/live-cards.ts';
import type { ShownCard } from '../../src/chat/shown-cards.ts';
import type { KeyValue } from '../../src/store/store.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { openForTest } from '../store/open-for-test.ts';

const HERE = place('here');
const THERE = place('there');

function place(conversationId: string): Place {
  return {
    channelId: 'msteams',
    serviceUrl: 'https://one.example/',
    conversationId,
    conversationType: 'personal',
    tenantId: 'contoso',
    bot: { id: '28:seatkeeper', name: 'Seatkeeper' },
  };
}

/** What Teams does with an edit, by conversation; it takes it unless told otherwise. */
let answers: Map<string, (edit: Edit) => Promise<'updated' | 'gone'>>;
interface Edit {
  readonly place: Place;
  readonly messageId: string;
  readonly text: string;
}
let edits: Edit[];
let faults: unknown[];
let state: string | undefined;
let version: number;
let clock: VirtualClock;
let cards: LiveCards;
let serviceUrl: string;
let begun: number | undefined;
let newest: number;
let kept: KeyValue<readonly ShownCard[]>;

beforeEach(() => {
  answers = new Map();
  edits = [];
  faults = [];
  state = 'running';
  version = 1;
  serviceUrl = HERE.serviceUrl;
  begun = undefined;
  newest = 1;
  clock = virtualClock();
  kept = openForTest({ clock }).kv('cards');
  cards = liveCards({
    chat: {
      send: async () => 'unused',
      upload: async () => false,
      async update(at: Place, messageId: string, message: Message) {
        const edit = { place: at, messageId, text: message.text };
        const result = (await answers.get(at.conversationId)?.(edit)) ?? 'updated';
        edits.push(edit);
        return result;
      },
    },
    cards: kept,
    latest: async (at) => ({ ...at, serviceUrl }),
    clock,
    render: async () => (state === undefined ? undefined : { text: state }),
    versionsOf: async (numbers: readonly number[]) => new Map(numbers.map((number) => [number, version])),
    newest: async () => newest,
    begunOn: async (_number, before) => (begun !== undefined && begun > before ? begun : undefined),
    onFault: (_number, error) => faults.push(error),
  });
});

const textsIn = ({ conversationId }: Place) =>
  edits.filter((edit) => edit.place.conversationId === conversationId).map(({ text }) => text);

describe('which cards show a change', () => {
  test('two that are posted at once are both kept', async () => {
    await Promise.all([
      cards.shown(1, { place: HERE, messageId: 'a' }),
      cards.shown(1, { place: THERE, messageId: 'b' }),
    ]);
    expect((await cards.cardsOf(1)).map(({ messageId }) => messageId)).toEqual(['a', 'b']);
  });

  test('one that is posted while another proves to be gone is kept', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    answers.set('here', async () => {
      await cards.shown(1, { place: THERE, messageId: 'b' });
      return 'gone';
    });
    cards.moved(1);
    await clock.advance(0);
    expect((await cards.cardsOf(1)).map(({ messageId }) => messageId)).toEqual(['b']);
  });

  test('the same id in another conversation is another message', async () => {
    await cards.shown(1, { place: HERE, messageId: '1732435200000' });
    await cards.shown(1, { place: THERE, messageId: '1732435200000' });
    expect(await cards.cardsOf(1)).toHaveLength(2);
  });

  test('one that shows another change by now is not edited for the first', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    await cards.shown(2, { place: HERE, messageId: 'a' }, 1);
    cards.moved(1);
    await clock.advance(5_000);
    expect(edits).toEqual([]);
    expect(await cards.cardsOf(1)).toEqual([]);
  });

  test('a bot that was removed from a channel forgets the cards in all its threads', async () => {
    await cards.shown(1, { place: place('19:it@thread.tacv2;messageid=7'), messageId: 'a' });
    await cards.shown(2, { place: place('19:it@thread.tacv2;messageid=8'), messageId: 'b' });
    await cards.shown(2, { place: HERE, messageId: 'c' });
    await cards.forget('19:it@thread.tacv2;messageid=8');
    expect([await cards.cardsOf(1), await cards.cardsOf(2)].map(({ length }) => length)).toEqual([1, 1]);
    await cards.forget('19:it@thread.tacv2');
    expect([await cards.cardsOf(1), await cards.cardsOf(2)].map(({ length }) => length)).toEqual([0, 1]);
  });
});

describe('edits', () => {
  test('a card is edited at most every two seconds, and never without the last state', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    for (let step = 1; step <= 50; step += 1) {
      state = `step ${step}`;
      cards.moved(1);
      await clock.advance(100);
    }
    await clock.advance(2_000);
    expect(textsIn(HERE)).toEqual(['step 1', 'step 20', 'step 40', 'step 50']);
  });

  test('a slow conversation holds back no other', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    await cards.shown(1, { place: THERE, messageId: 'b' });
    answers.set('here', async () => {
      await clock.sleep(60_000);
      return 'updated';
    });
    cards.moved(1);
    await clock.advance(3_000);
    state = 'finished';
    cards.moved(1);
    await clock.advance(3_000);
    expect(textsIn(THERE)).toEqual(['running', 'finished']);
    await clock.advance(120_000);
    expect(textsIn(HERE)).toEqual(['running', 'finished']);
  });

  test('a card that the disk does not take is kept as soon as it takes it', async () => {
    const { set } = kept;
    let isFull = true;
    kept.set = async (...entry) => {
      if (isFull) throw new Error('the disk is full');
      await set(...entry);
    };
    await cards.shown(1001, { place: HERE, messageId: 'm1' });
    expect(await kept.get('1001')).toBeUndefined();
    await expect(cards.kept()).rejects.toThrow('the disk is full');
    isFull = false;
    await clock.advance(60_000);
    expect(await kept.get('1001')).toEqual([{ place: HERE, messageId: 'm1' }]);
  });

  test('whoever waits until a card is kept knows that it is', async () => {
    const { set } = kept;
    let isFull = true;
    kept.set = async (...entry) => {
      if (isFull) throw new Error('the disk is full');
      await set(...entry);
    };
    await cards.shown(1001, { place: HERE, messageId: 'm1' });
    isFull = false;
    await cards.kept();
    expect(await kept.get('1001')).toEqual([{ place: HERE, messageId: 'm1' }]);
  });

  test('one that Teams does not take is made later, and holds back no other', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    await cards.shown(1, { place: THERE, messageId: 'b' });
    let isDown = true;
    answers.set('here', async () => {
      if (isDown) throw new Error('503');
      return 'updated';
    });
    state = 'finished';
    cards.moved(1);
    await clock.advance(40_000);
    expect(textsIn(THERE)).toEqual(['finished']);
    expect(faults).toHaveLength(2);
    isDown = false;
    await clock.advance(3_600_000);
    expect(textsIn(HERE)).toEqual(['finished']);
    expect(textsIn(THERE)).toEqual(['finished']);
  });

  test('one that Teams never takes is given up', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    answers.set('here', async () => {
      throw new Error('400');
    });
    cards.moved(1);
    await clock.advance(24 * 3_600_000);
    expect(faults).toHaveLength(9);
  });

  test('a new state does not wait until a failed edit is tried again', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    answers.set('here', async ({ text }) => {
      if (text === 'running') throw new Error('503');
      return 'updated';
    });
    cards.moved(1);
    await clock.advance(200_000);
    state = 'finished';
    cards.moved(1);
    await clock.advance(2_000);
    expect(textsIn(HERE)).toEqual(['finished']);
  });

  test('they go to where the conversation is found now', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    serviceUrl = 'https://two.example/';
    cards.moved(1);
    await clock.advance(0);
    expect(edits.map((edit) => edit.place.serviceUrl)).toEqual(['https://two.example/']);
  });

  test('a card that is posted while its change moves gets the state that it missed', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    state = 'finished';
    cards.moved(1);
    await clock.advance(500);
    await cards.shown(1, { place: THERE, messageId: 'b' });
    await clock.advance(2_000);
    expect(textsIn(THERE)).toEqual(['finished']);
  });

  test('one that shows another change while an edit for the first hangs shows the other in the end', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    answers.set('here', async () => {
      await clock.sleep(10_000);
      return 'updated';
    });
    state = 'what it was';
    cards.moved(1);
    await clock.advance(1_000);
    state = 'what it became';
    await cards.shown(2, { place: HERE, messageId: 'a' }, 1);
    await clock.advance(30_000);
    expect(textsIn(HERE)).toEqual(['what it was', 'what it became']);
  });

  test('a card that was long on its way shows what has become of its change since, and one that is true stays', async () => {
    state = 'finished';
    version = 2;
    await cards.shown(1, { place: HERE, messageId: 'a', version: 1 });
    await clock.advance(5_000);
    expect(textsIn(HERE)).toEqual(['finished']);
    await cards.shown(2, { place: THERE, messageId: 'b', version: 2 });
    await clock.advance(5_000);
    expect(textsIn(THERE)).toEqual([]);
  });

  test('a press that ended in a fault has its card go on as what it began, and as nothing else', async () => {
    const card = { place: HERE, messageId: 'a', pressedAfter: 1 };
    await cards.shown(1, card);
    cards.broken(1, card);
    await clock.advance(5_000);
    expect(textsIn(HERE)).toEqual([]);
    begun = 2;
    cards.broken(1, { place: THERE, messageId: 'nobody knows', pressedAfter: 1 });
    cards.broken(1, card);
    await clock.advance(5_000);
    expect([textsIn(HERE), textsIn(THERE)]).toEqual([['running'], []]);
    expect(await cards.cardsOf(1)).toEqual([]);
    expect((await cards.cardsOf(2)).map(({ messageId }) => messageId)).toEqual(['a']);
  });

  test('what is due when the bot stops is made at once', async () => {
    await cards.shown(1, { place: HERE, messageId: 'a' });
    cards.moved(1);
    await clock.advance(100);
    state = 'finished';
    cards.moved(1);
    await cards.close();
    expect(textsIn(HERE)).toEqual(['running', 'finished']);
  });
});

describe('what a process before this one left', () => {
  const left = async (count: number, card: (number: number) => ShownCard) =>
    kept.setAll(Array.from({ length: count }, (_, place) => [`${place + 1}`, [card(place + 1)]]));

  test('is edited where the change has moved since, however much there is', async () => {
    await left(250, (number) => ({ place: place(`${number}`), messageId: 'a', version: number % 100 === 0 ? 1 : 2 }));
    version = 2;
    await cards.catchUp();
    await clock.advance(5_000);
    expect(edits.map((edit) => edit.place.conversationId).toSorted()).toEqual(['100', '200']);
  });

  test('shows the newer of two changes that it was going on between', async () => {
    await left(250, (number) => ({
      place: HERE,
      messageId: number === 7 || number === 240 ? 'same' : `${number}`,
      version,
    }));
    await cards.catchUp();
    expect(await cards.cardsOf(7)).toEqual([]);
    expect(await cards.cardsOf(240)).toHaveLength(1);
  });

  test('goes on as what a press began, and as nothing that was there before the press', async () => {
    begun = 3;
    await left(2, (number) => ({ place: number === 1 ? HERE : THERE, messageId: 'a', pressedAfter: number + 1 }));
    await cards.catchUp();
    await clock.advance(5_000);
    expect((await cards.cardsOf(3)).map(({ place: at }) => at.conversationId)).toEqual([HERE.conversationId]);
    expect((await cards.cardsOf(2)).map(({ place: at }) => at.conversationId)).toEqual([THERE.conversationId]);
    expect([textsIn(HERE), textsIn(THERE)]).toEqual([['running'], ['running']]);
  });

  test('is known again from where it was pressed, and nothing else is', async () => {
    await cards.pressed(1, { place: place('a list'), messageId: 'b', pressedAfter: 1 });
    await cards.pressed(1, { place: HERE, messageId: 'a', pressedAfter: 1 }, true);
    expect(await cards.cardsOf(1)).toMatchObject([{ place: HERE, messageId: 'a' }]);
  });

  test('is not what is pressed while that is looked through', async () => {
    await left(150, (number) => ({ place: place(`${number}`), messageId: 'a', version }));
    const catchingUp = cards.catchUp();
    await cards.pressed(1, { place: place('1'), messageId: 'a', pressedAfter: 1 });
    await catchingUp;
    await clock.advance(5_000);
    expect(edits).toEqual([]);
  });
});
