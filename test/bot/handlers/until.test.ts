import { describe, expect, it } from 'vitest';
import { readUntil, untilIn } from '../../../src/bot/handlers/until.ts';

/** Ten in the morning, on the clock of this machine. */
const NOW = new Date(2026, 10, 24, 10, 0);
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes);

describe('until when', () => {
  it.each([
    ['18:00', at(24, 18)],
    ['18.30', at(24, 18, 30)],
    ['6 pm', at(24, 18)],
    ['12 am', at(25, 0)],
    ['today 18:00', at(24, 18)],
    ['9:00', at(25, 9)],
    ['10:00', at(25, 10)],
    ['tomorrow', at(25, 0)],
    ['tomorrow at 9:00', at(25, 9)],
    ['9:00 tomorrow', at(25, 9)],
    ['morgen om 9:00 uur', at(25, 9)],
  ])('%s', (said, moment) => {
    expect(readUntil(said, NOW)).toEqual(moment);
  });

  it.each(['25:00', '18:75', 'Friday', 'the audit is over', 'next week 9:00', 'someday'])(
    '%s is asked about',
    (said) => {
      expect(readUntil(said, NOW)).toBeUndefined();
    },
  );

  it.each([
    ['freeze changes until 18:00, because the auditors are here', '18:00'],
    ['freeze changes until tomorrow 9:00 because of the audit', 'tomorrow 9:00'],
    ['bevries wijzigingen tot morgen 9:00 omdat het moet', 'morgen 9:00'],
    ['freeze changes till 6 pm.', '6 pm'],
    ['freeze changes', undefined],
  ])('is found in: %s', (sentence, until) => {
    expect(untilIn(sentence)).toBe(until);
  });
});
