import { describe, expect, it } from 'vitest';
import type { FailingPeople } from '../../../src/licensing/explain/failing-people.ts';
import { type AlertStanding, review } from '../../../src/notices/alerts/review.ts';
import {
  type Alert,
  asSolved,
  NOTHING_WATCHED,
  type Watch,
  type Watched,
} from '../../../src/notices/alerts/watched.ts';

const PLACE = {
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1',
  conversationId: '19:channel',
  conversationType: 'channel',
  tenantId: undefined,
  bot: { id: 'bot', name: 'Seatkeeper' },
} as const;
const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };

const everything: Watch = { number: 1, place: PLACE, by: MEGAN, language: 'en', event: 'failure' };

function watched(more: Partial<Watched> = {}): Watched {
  return { ...NOTHING_WATCHED, watches: [everything], ...more };
}

function cause(key: string, userIds: readonly string[], skuId = 'e3', groupId = 'hr'): FailingPeople {
  const people = { people: userIds.length, userIds, peopleOnwards: userIds.length };
  const about = { groupId, skuId, failedSkuIds: [skuId] };
  const reason = { error: 'CountViolation', on: 'assignment', detail: { kind: 'unknown' } } as const;
  return { key, ...about, userIds, cause: { ...about, ...reason, ...people } };
}

function alert(causeKey: string, people: readonly string[]): Alert {
  return {
    causeKey,
    people,
    groupId: 'hr',
    skuId: 'e3',
    failedSkuIds: ['e3'],
    error: 'CountViolation',
    on: 'assignment',
    place: PLACE,
    messageId: `message of ${causeKey}`,
    by: MEGAN,
    language: 'en',
    at: '2026-11-24T09:00:00Z',
    offering: 1001,
  };
}

function standing(causes: readonly FailingPeople[], more: Partial<AlertStanding> = {}): AlertStanding {
  return { causes, scope: 'everywhere', toldByCard: () => false, ...more };
}

describe('what a place has not been told', () => {
  it('is each cause, with its people', () => {
    const { news, edits, solved } = review(
      watched(),
      standing([cause('seats', ['ann', 'bob']), cause('twins', ['cy'])]),
    );
    expect(news.map((entry) => [entry.cause.key, entry.people])).toEqual([
      ['seats', ['ann', 'bob']],
      ['twins', ['cy']],
    ]);
    expect([edits, solved]).toEqual([[], []]);
  });

  it('is not who failed before, until they fail again', () => {
    const before = watched({ silent: { hr: ['ann'] } });
    const first = review(before, standing([cause('seats', ['ann', 'bob'])]));
    expect(first.news[0]?.people).toEqual(['bob']);
    const mended = review(before, standing([]));
    expect(mended.silent).toEqual({});
    const again = review({ ...before, silent: mended.silent }, standing([cause('seats', ['ann'])]));
    expect(again.news[0]?.people).toEqual(['ann']);
  });

  it('is not what the card of a change here tells', () => {
    const toldByCard = (groupId: string, userId: string) => groupId === 'hr' && userId === 'ann';
    const { news, silent } = review(watched(), standing([cause('seats', ['ann'])], { toldByCard }));
    expect(news).toEqual([]);
    expect(silent).toEqual({ hr: ['ann'] });
  });

  it('is not what no watch asks for, or what is muted', () => {
    const causes = [cause('seats', ['ann'], 'e3', 'hr'), cause('visio seats', ['bob'], 'visio', 'marketing')];
    const ofHr = watched({ watches: [{ ...everything, groupIds: ['hr'] }] });
    expect(review(ofHr, standing(causes)).news.map((entry) => entry.cause.key)).toEqual(['seats']);
    const ofVisio = watched({ watches: [{ ...everything, skuIds: ['visio'] }] });
    expect(review(ofVisio, standing(causes)).news.map((entry) => entry.cause.key)).toEqual(['visio seats']);
    const muted = watched({ muted: [{ skuId: 'visio' }] });
    expect(review(muted, standing(causes)).news.map((entry) => entry.cause.key)).toEqual(['seats']);
    const finished = watched({ watches: [{ ...everything, event: 'finished' }] });
    expect(review(finished, standing(causes)).news).toEqual([]);
  });
});

describe('an alert', () => {
  it('is edited when it counts other people, and left alone when not', () => {
    const before = watched({ alerts: [alert('seats', ['ann', 'bob'])] });
    expect(review(before, standing([cause('seats', ['bob', 'ann'])]))).toMatchObject({
      news: [],
      edits: [],
      solved: [],
    });
    const { edits, news } = review(before, standing([cause('seats', ['ann', 'bob', 'cy'])]));
    expect(news).toEqual([]);
    expect(edits.map((entry) => entry.people)).toEqual([['ann', 'bob', 'cy']]);
  });

  it('is solved when nobody of it fails; who failed before does not keep it open', () => {
    const before = watched({ alerts: [alert('seats', ['ann'])], silent: { hr: ['bob'] } });
    const { solved, edits } = review(before, standing([cause('seats', ['bob'])]));
    expect(edits).toEqual([]);
    expect(solved).toMatchObject([{ alert: { causeKey: 'seats' }, stillFailing: 1 }]);
  });

  it('follows its people to another reason', () => {
    const before = watched({ alerts: [alert('seats', ['ann'])] });
    const { edits, solved, news } = review(before, standing([cause('twins', ['ann'])]));
    expect([solved, news]).toEqual([[], []]);
    expect(edits[0]?.cause.key).toBe('twins');
  });

  it('is solved when its people joined a cause that has a message', () => {
    const before = watched({ alerts: [alert('seats', ['ann']), alert('twins', ['bob'])] });
    const { edits, solved, news } = review(before, standing([cause('twins', ['ann', 'bob'])]));
    expect(news).toEqual([]);
    expect(edits.map((entry) => entry.alert.causeKey)).toEqual(['twins']);
    expect(solved).toMatchObject([{ alert: { causeKey: 'seats' }, stillFailing: 2 }]);
  });

  it('of a group that was not looked at says nothing', () => {
    const before = watched({ alerts: [alert('seats', ['ann'])], silent: { hr: ['bob'] } });
    const { solved, silent } = review(before, standing([], { scope: new Set(['marketing']) }));
    expect(solved).toEqual([]);
    expect(silent).toEqual({ hr: ['bob'] });
  });
});

describe('a cause that returns', () => {
  const solved = asSolved(alert('seats', ['ann']), '2026-11-24T09:30:00Z');

  it('brings the message that says “solved” back to life, also for the same people', () => {
    const { news, edits } = review(watched({ alerts: [solved] }), standing([cause('seats', ['ann'])]));
    expect(news).toEqual([]);
    expect(edits).toMatchObject([{ alert: solved, people: ['ann'] }]);
  });

  it('is not said to be solved again while it is', () => {
    const found = review(watched({ alerts: [solved] }), standing([cause('twins', ['cy'])]));
    expect(found).toMatchObject({ solved: [], edits: [], news: [{ people: ['cy'] }] });
  });
});
