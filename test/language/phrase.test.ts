import { expect, test } from 'vitest';
import { phraseOf } from '../../src/language/reading/phrase.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { compared } from './compare.ts';
import { questionOf } from './generator/asking.ts';
import { sentenceOf } from './generator/sentence.ts';
import { names } from './generator/things.ts';

const meaning = ({ intent, slots }: ReturnType<typeof understand>) =>
  compared(intent, slots as Record<string, unknown>);

/** Numbers of sentences that the generator draws. */
const COUNT = process.env['GENERATED'] === undefined ? 300 : 1_000;

test.each(['en', 'nl'] as const)('what stands behind a button in %s means just what the button says', (language) => {
  for (let number = 0; number < COUNT; number++) {
    const { text } = number % 2 === 0 ? sentenceOf(number) : questionOf(number);
    const reading = understand(text, { names });
    const phrase = phraseOf(names, reading, language);
    if (phrase !== undefined) expect(meaning(understand(phrase, { names })), phrase).toEqual(meaning(reading));
  }
});

test('a word that is not known is offered left out, and is never left out unasked', () => {
  const { intent, options = [] } = understand('assign E3 to HR Department blorbily', { names });
  expect(intent).toBe('clarify');
  expect(options.map((option) => option.title)).toEqual(['Assign Office 365 E3 to HR Department (3 members)']);
});

test.each([
  ['hand-carry Visio to Interns', 'Assign Visio Plan 2 to Interns (1 member)'],
  ['bezorgbaar Visio aan Interns', 'Wijs Visio Plan 2 toe aan Interns (1 lid)'],
  ['Bob joined Interns', 'Add Bob de Vries (bob@contoso.com) to Interns (1 member)'],
  ['Kiosk users went from E1 to E3', 'Replace Office 365 E1 by Office 365 E3 for Kiosk users (3 members)'],
])('%s is one question with its likely reading', (text, title) => {
  const { intent, options = [] } = understand(text, { names });
  expect(intent).toBe('clarify');
  expect(options.map((option) => option.title)).toContain(title);
});

test.each([
  ['E3, no wait, E5 to Marketing', 'Assign Office 365 E5 to Marketing (3 members)'],
  ['assign E3 to Interns, sorry, to Marketing', 'Assign Office 365 E3 to Marketing (3 members)'],
])('of %s only what was said last is offered', (text, title) => {
  const { intent, options = [] } = understand(text, { names });
  expect(intent).toBe('clarify');
  expect(options.map((option) => option.title)).toEqual([title]);
});

test('of what is not to be done only a look is offered', () => {
  const { options = [] } = understand("don't assign E3 to Interns", { names });
  expect(options.map(({ text }) => understand(text, { names })).filter(isChange)).toEqual([]);
  expect(options.length).toBeGreaterThan(0);
});

test.each([
  ["Marketing doesn't need E5", 'Remove Office 365 E5 from Marketing (3 members)'],
  ['Marketing heeft E5 niet nodig', 'Verwijder Office 365 E5 van Marketing (3 leden)'],
])('%s denies, which may mean that it goes: offered, never done', (text, title) => {
  const { intent, options = [] } = understand(text, { names });
  expect(intent).toBe('clarify');
  expect(options.map((option) => option.title)).toEqual([title]);
});

test('“everywhere” is offered by the names of the groups that give it', () => {
  const { options = [] } = understand('turn Yammer off for every group with E3', { names });
  expect(options.map((option) => option.title)).toEqual([
    'For HR Department (3 members) and Contractors - NL (0 members), in Office 365 E3: turn off Yammer Enterprise',
  ]);
});

test('the number of a ticket says why', () => {
  expect(understand('Ticket 4711: assign E3 to Interns', { names }).slots.reason).toBe('Ticket 4711');
  expect(understand('assign E3 to Interns - INC0012345', { names }).slots.reason).toBe('INC0012345');
});
