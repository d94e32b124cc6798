import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { harmOf, isEveryday, SETS } from './sentence-sets.ts';
import { chat } from './tenants.ts';

describe.each(SETS)('%s', (_, lines) => {
  test.each(lines.filter(isEveryday))('$text is never read as another change', (line) => {
    expect(harmOf(line)).toBe('harmless');
  });
});

describe('a mark between two names', () => {
  const say = (text: string) => understand(text, { names: chat });

  test('two words are one product where nothing parts them', () => {
    expect(say('assign EMS E3 to HR Department').slots.products).toEqual([{ sku: 'EMS' }]);
  });
  test.each(['give HR Department EMS/E3', 'give HR Department EMS | E3', 'EMS < E3 for HR Department'])(
    '%s: they are two products, and it is asked',
    (text) => {
      expect(say(text).intent).toBe('clarify');
    },
  );
  test('behind a full stop the second one is given to whom it is said to go', () => {
    expect(say('give HR Department EMS. E3 goes to Interns')).toMatchObject({
      intent: 'batch',
      slots: { steps: [{ slots: { groups: ['HR Department'] } }, { slots: { groups: ['Interns'] } }] },
    });
  });
  test.each(['EMS => E3 for HR Department', 'EMS = > E3 for HR Department', 'EMS > E3 for HR Department'])(
    '%s: the one goes for the other',
    (text) => {
      expect(say(text)).toMatchObject({ intent: 'swap_license', slots: { from: 'EMS', to: 'ENTERPRISEPACK' } });
    },
  );
});

test('what is set apart by “dan” is not joined again by the word behind it', () => {
  expect(understand('zet Viva Engage dan en Sway uit voor HR Department', { names: chat }).intent).toBe('clarify');
});

test('“ff” behind a service may be “off”, and is no courtesy', () => {
  expect(understand('assign to Interns E5 with Yammer ff', { names: chat }).intent).toBe('clarify');
  expect(understand('geef Interns ff E5', { names: chat }).intent).toBe('assign_license');
});
