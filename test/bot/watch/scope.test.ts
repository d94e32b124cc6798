import { describe, expect, it } from 'vitest';
import { without, withoutPlace, withWatch } from '../../../src/bot/watch/scope.ts';
import { NOTHING_WATCHED, type Watch, watchFor } from '../../../src/bot/watch/watched.ts';

const HERE = {
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1',
  conversationId: '19:channel;messageid=1',
  conversationType: 'channel',
  tenantId: undefined,
  bot: { id: 'bot', name: 'Seatkeeper' },
} as const;

const draft: Omit<Watch, 'number'> = {
  place: HERE,
  by: { userId: 'megan', displayName: 'Megan Bowen' },
  language: 'en',
  event: 'failure',
};
const everything = withWatch(NOTHING_WATCHED, draft);
const about = (groupId: string, skuId: string) => ({ groupId, skuId, failedSkuIds: [skuId] });
const names = (groupIds: readonly string[], skuIds: readonly string[]) => ({ groupIds, skuIds });

describe('what a place is to be told', () => {
  it('is asked for once, however often it is said', () => {
    expect(withWatch(everything, { ...draft, language: 'nl' }).watches).toHaveLength(1);
    expect(withWatch(everything, { ...draft, groupIds: ['hr'] }).watches.map((watch) => watch.number)).toEqual([1, 2]);
  });

  it('goes on about the rest when it is told to stop about something', () => {
    const quieter = without(everything, names([], ['visio']));
    expect(watchFor(quieter, about('marketing', 'visio'))).toBeUndefined();
    expect(watchFor(quieter, about('marketing', 'e3'))).toBeDefined();
    const quieterStill = without(quieter, names(['hr'], ['e3']));
    expect(watchFor(quieterStill, about('hr', 'e3'))).toBeUndefined();
    expect(watchFor(quieterStill, about('hr', 'e5'))).toBeDefined();
  });

  it('begins again about what is asked for again', () => {
    const quieter = without(everything, names([], ['visio']));
    expect(watchFor(withWatch(quieter, draft), about('marketing', 'visio'))).toBeDefined();
    expect(watchFor(withWatch(quieter, { ...draft, skuIds: ['visio'] }), about('marketing', 'visio'))).toBeDefined();
    expect(watchFor(withWatch(quieter, { ...draft, groupIds: ['hr'] }), about('hr', 'visio'))).toBeUndefined();
  });

  it('ends when nothing is left of it', () => {
    const ofTwo = withWatch(NOTHING_WATCHED, { ...draft, groupIds: ['hr', 'sales'] });
    const ofOne = without(ofTwo, names(['hr'], []));
    expect(ofOne.watches[0]?.groupIds).toEqual(['sales']);
    expect(without(ofOne, names(['sales'], [])).watches).toEqual([]);
    expect(without(ofTwo, names([], [])).watches).toEqual([]);
  });

  it('ends in a thread that is gone, and goes on in the others', () => {
    const there = { ...HERE, conversationId: '19:channel;messageid=2' };
    const both = withWatch(everything, { ...draft, place: there, groupIds: ['hr'] });
    expect(withoutPlace(both, HERE).watches.map((watch) => watch.place)).toEqual([there]);
  });
});
