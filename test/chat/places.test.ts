import { describe, expect, it } from 'vitest';
import { channelOf, places } from '../../src/chat/places.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { personOf } from '../../src/teams/activity.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { admitted } from '../teams/admitted.ts';

const MEGAN = personOf(await admitted({ from: { id: '29:megan', aadObjectId: 'megan' } }));
const chat = {
  channelId: 'msteams',
  serviceUrl: 'https://smba.example/emea',
  conversationId: 'a:megan',
  conversationType: 'personal',
  tenantId: 'contoso',
  bot: { id: '28:bot', name: 'Seatkeeper' },
} as const;
const thread = { ...chat, conversationId: '19:channel;messageid=1', conversationType: 'channel' } as const;

/** Places, and the same after a restart. */
function knownPlaces() {
  const dataDir = temporaryDirectory();
  const open = () => {
    const store = openStore(dataDir, { clock: systemClock });
    return {
      store,
      known: places({
        places: store.kv('places'),
        personalChats: store.kv('personal-chats'),
        languages: store.kv('languages'),
        zones: store.kv('zones'),
      }),
    };
  };
  const { store, known } = open();
  const reopened = () => {
    void store.close();
    return open().known;
  };
  return { known, reopened };
}

describe('the places that the bot can write to', () => {
  it("are each person's own chat, from the first activity on, over restarts", async () => {
    const { known, reopened } = knownPlaces();
    expect(await known.personal('megan')).toBeUndefined();
    await known.heard(chat, MEGAN);
    await known.heard(thread, MEGAN);
    expect(await reopened().personal('megan')).toEqual(chat);
  });

  it('are heard in the time zone of a client, which holds where another client names none', async () => {
    const { known, reopened } = knownPlaces();
    expect(await known.zoneOf(MEGAN)).toBeUndefined();
    await known.heard(chat, { ...MEGAN, timeZone: 'Europe/Amsterdam' });
    await known.heard(thread, MEGAN);
    const later = reopened();
    expect(await later.zoneOf(MEGAN)).toBe('Europe/Amsterdam');
    expect(await later.zoneOf({ ...MEGAN, timeZone: 'America/New_York' })).toBe('America/New_York');
  });

  it('are reached at the address from which they were heard last, whatever the thread', async () => {
    const { known } = knownPlaces();
    await known.heard(thread, MEGAN);
    const moved = { ...thread, conversationId: '19:channel;messageid=2', serviceUrl: 'https://smba.example/amer' };
    await known.heard(moved, MEGAN);
    expect(await known.latest(thread)).toEqual({ ...thread, serviceUrl: 'https://smba.example/amer' });
    expect(channelOf(moved)).toBe(channelOf(thread));
  });

  it('are a channel from any activity in it, as the place of a new post, over restarts', async () => {
    const { known, reopened } = knownPlaces();
    expect(await known.at('19:channel')).toBeUndefined();
    await known.heard(thread, MEGAN);
    expect(await reopened().at('19:channel')).toEqual({ ...thread, conversationId: '19:channel' });
  });

  it('are forgotten when the bot is removed', async () => {
    const { known } = knownPlaces();
    await known.heard(chat, MEGAN);
    await known.forget(chat);
    expect(await known.personal('megan')).toBeUndefined();
  });
});
