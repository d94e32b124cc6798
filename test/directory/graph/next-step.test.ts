import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/directory/graph/attempt.ts';
import { nextStep } from '../../../src/directory/graph/next-step.ts';
import { retryAfterMs } from '../../../src/directory/graph/retry-after.ts';

const NOW_MS = Date.parse('2026-11-24T08:00:00Z');
const once = { failures: 1, isRepeatable: true, mostAttempts: 8, nowMs: NOW_MS, jitter: 0 };

function answered(status: number, headers: Record<string, string> = {}): Attempt {
  return { kind: 'answered', status, headers: new Headers(headers), body: undefined };
}

const LOST: Attempt = { kind: 'lost', cause: new TypeError('fetch failed', { cause: new Error('ECONNRESET') }) };

describe('how long to wait', () => {
  it.each([
    ['2', 2_000],
    ['2.128', 2_128],
    ['0', 0],
    ['Tue, 24 Nov 2026 08:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
  ])('%s', (text, ms) => {
    const expected = text === '-1' ? expect.toSatisfy((value) => value === undefined || value === 0) : ms;
    expect(retryAfterMs(new Headers({ 'Retry-After': text }), NOW_MS)).toEqual(expected);
  });

  it.each([
    ['is ahead', 'Tue, 24 Nov 2026 07:00:00 GMT', 'Tue, 24 Nov 2026 07:00:30 GMT'],
    ['is behind', 'Tue, 24 Nov 2026 09:00:00 GMT', 'Tue, 24 Nov 2026 09:00:30 GMT'],
  ])('until a date of the clock of the service, though ours %s', (_, date, until) => {
    expect(retryAfterMs(new Headers({ Date: date, 'Retry-After': until }), NOW_MS)).toBe(30_000);
  });

  it('is said or not', () => {
    expect(retryAfterMs(new Headers(), NOW_MS)).toBeUndefined();
  });
});

describe('after an attempt', () => {
  it.each([200, 202, 204, 302, 400, 401, 403, 404, 409, 410])('%i is an answer', (status) => {
    expect(nextStep(answered(status), once).kind).toBe('take');
  });

  it.each([429, 503])('%i is tried again, whatever it was', (status) => {
    const next = nextStep(answered(status, { 'Retry-After': '1.5' }), { ...once, isRepeatable: false });
    expect(next).toEqual({ kind: 'again', afterMs: 1_500 });
  });

  it.each(['0', 'Tue, 24 Nov 2026 07:00:00 GMT'])('a wait of nothing is none that was asked for: %s', (text) => {
    expect(nextStep(answered(503, { 'Retry-After': text }), once)).toEqual({ kind: 'again', afterMs: 500 });
  });

  it.each([408, 500, 502, 504])('%i is tried again only where it does no harm', (status) => {
    expect(nextStep(answered(status), once)).toEqual({ kind: 'again', afterMs: 500 });
    const next = nextStep(answered(status), { ...once, isRepeatable: false });
    expect(next).toMatchObject({ kind: 'giveUp', error: { code: 'Unreachable' } });
  });

  it('a lost answer is tried again only where it does no harm, and its reason is told', () => {
    expect(nextStep(LOST, once).kind).toBe('again');
    const next = nextStep(LOST, { ...once, isRepeatable: false });
    expect(next).toMatchObject({
      kind: 'giveUp',
      error: { code: 'Unreachable', message: 'Graph does not answer: ECONNRESET' },
    });
  });

  it('waits twice as long each time where nothing is said, and gives up in the end', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => nextStep(LOST, { ...once, failures }));
    expect(waits.map((next) => next.kind === 'again' && next.afterMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000,
    ]);
    expect(nextStep(LOST, { ...once, failures: 8 }).kind).toBe('giveUp');
  });

  it('tells who is asked to wait for long, rather than to wait', () => {
    const next = nextStep(answered(429, { 'Retry-After': '3600' }), once);
    expect(next).toMatchObject({ kind: 'giveUp', error: { code: 'TooManyRequests', retryAfterMs: 3_600_000 } });
  });
});
