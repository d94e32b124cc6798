import { describe, expect, it } from 'vitest';
import { awake, withoutOver, withoutPlace, withoutTargets, withWatch } from '../../../src/notices/alerts/scope.ts';
import {
  type Alert,
  asSolved,
  heldUntilMs,
  NOTHING_WATCHED,
  type Watch,
  watchFor,
} from '../../../src/notices/alerts/watched.ts';

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
    const quieter = withoutTargets(everything, names([], ['visio']));
    expect(watchFor(quieter, about('marketing', 'visio'))).toBeUndefined();
    expect(watchFor(quieter, about('marketing', 'e3'))).toBeDefined();
    const quieterStill = withoutTargets(quieter, names(['hr'], ['e3']));
    expect(watchFor(quieterStill, about('hr', 'e3'))).toBeUndefined();
    expect(watchFor(quieterStill, about('hr', 'e5'))).toBeDefined();
  });

  it('begins again about what is asked for again', () => {
    const quieter = withoutTargets(everything, names([], ['visio']));
    expect(watchFor(withWatch(quieter, draft), about('marketing', 'visio'))).toBeDefined();
    expect(watchFor(withWatch(quieter, { ...draft, skuIds: ['visio'] }), about('marketing', 'visio'))).toBeDefined();
    expect(watchFor(withWatch(quieter, { ...draft, groupIds: ['hr'] }), about('hr', 'visio'))).toBeUndefined();
  });

  it('ends when nothing is left of it', () => {
    const ofTwo = withWatch(NOTHING_WATCHED, { ...draft, groupIds: ['hr', 'sales'] });
    const ofOne = withoutTargets(ofTwo, names(['hr'], []));
    expect(ofOne.watches[0]?.groupIds).toEqual(['sales']);
    expect(withoutTargets(ofOne, names(['sales'], [])).watches).toEqual([]);
    expect(withoutTargets(ofTwo, names([], [])).watches).toEqual([]);
  });

  it('ends in a thread that is gone, and goes on in the others', () => {
    const there = { ...HERE, conversationId: '19:channel;messageid=2' };
    const both = withWatch(everything, { ...draft, place: there, groupIds: ['hr'] });
    expect(withoutPlace(both, HERE).watches.map((watch) => watch.place)).toEqual([there]);
  });
});

describe('silence that ends by itself', () => {
  const MONDAY = '2026-11-30T00:00:00.000Z';
  const sunday = Date.parse(MONDAY) - 3_600_000;

  it('holds back what is new about what it names, and ends at its time', () => {
    const muted = withoutTargets(everything, names(['hr'], []), MONDAY);
    expect(watchFor(muted, about('hr', 'e3'))).toBeDefined();
    expect(heldUntilMs(muted, about('hr', 'e3'), sunday)).toBe(Date.parse(MONDAY));
    expect(heldUntilMs(muted, about('sales', 'e3'), sunday)).toBeUndefined();
    expect(heldUntilMs(muted, about('hr', 'e3'), Date.parse(MONDAY))).toBeUndefined();
    expect(withoutOver(muted, Date.parse(MONDAY)).muted).toEqual([]);
    expect(withoutOver(muted, sunday)).toBe(muted);
  });

  it('is of everything where nothing is named, and of each day between hours', () => {
    const muted = withoutTargets(everything, names([], []), MONDAY);
    expect(muted.watches).toHaveLength(1);
    expect(heldUntilMs(muted, about('hr', 'e3'), sunday)).toBe(Date.parse(MONDAY));
    const quiet = { ...everything, quiet: { from: 1_080, to: 480, zone: 'UTC' } };
    expect(heldUntilMs(quiet, about('hr', 'e3'), sunday)).toBe(Date.parse('2026-11-30T08:00:00Z'));
    expect(heldUntilMs(quiet, about('hr', 'e3'), Date.parse('2026-11-30T09:00:00Z'))).toBeUndefined();
  });

  it('ends when somebody says so, of what they name', () => {
    const both = withoutTargets(withoutTargets(everything, names(['hr'], []), MONDAY), names(['sales'], []), MONDAY);
    const muted = { ...both, quiet: { from: 0, to: 60, zone: 'UTC' } };
    expect(awake(muted, names(['hr'], []))).toMatchObject({ muted: [{ groupId: 'sales' }], quiet: { to: 60 } });
    const all = awake(muted, names([], []));
    expect(all.muted).toEqual([]);
    expect(all.quiet).toBeUndefined();
  });

  it('forgets a message that says “solved” after an hour', () => {
    const solved = asSolved({ people: ['ann'] } as unknown as Alert, '2026-11-30T09:00:00Z');
    const watched = { ...everything, alerts: [solved] };
    expect(solved.people).toEqual([]);
    expect(withoutOver(watched, Date.parse('2026-11-30T09:59:59Z')).alerts).toHaveLength(1);
    expect(withoutOver(watched, Date.parse('2026-11-30T10:00:00Z')).alerts).toEqual([]);
  });
});
