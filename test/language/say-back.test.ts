import { expect, test } from 'vitest';
import { INTENTS } from '../../src/language/command.ts';
import { sayBack } from '../../src/language/reading/say-back.ts';
import { understand } from '../../src/language/understand.ts';
import { readingTexts } from '../../src/words/readings.ts';
import { chat } from './tenants.ts';

const runs = (text: string) => {
  const { intent, slots, language } = understand(text, { names: chat });
  return sayBack(intent, slots, chat, language);
};

test('names are bold, words are not', () => {
  expect(runs('assign E3 to HR Department without Yammer')).toEqual([
    { text: 'Assign ' },
    { text: 'Office 365 E3', bold: true },
    { text: ' without ' },
    { text: 'Yammer Enterprise', bold: true },
    { text: ' to ' },
    { text: 'HR Department', bold: true },
    { text: ' (3 members)' },
  ]);
});

test.each([
  [
    'switch Kiosk users from E1 to E3 except erin',
    'Replace Office 365 E1 by Office 365 E3 for Kiosk users (3 members) except Erin van den Berg (erin@contoso.com)',
  ],
  [
    'dry run: assign E3 to Interns',
    'See what would happen, without changing anything: assign Office 365 E3 to Interns (1 member)',
  ],
  [
    'what if ann leaves Kiosk users',
    'See what would happen, without changing anything: remove Ann Lee (ann@contoso.com) from Kiosk users (3 members)',
  ],
  [
    'remove E5 from Marketing because the pilot has ended',
    'Remove Office 365 E5 from Marketing (3 members), because the pilot has ended',
  ],
  [
    'assign E3 to Interns and remove E5 from Marketing',
    'Assign Office 365 E3 to Interns (1 member); then: remove Office 365 E5 from Marketing (3 members)',
  ],
  ['undo change 17', 'Undo change #17'],
  ['undo the last change to Interns', 'Undo the last change to Interns (1 member)'],
  ['remove everyone from Interns', 'Remove everybody in Interns (1 member) from Interns (1 member)'],
  ["set bob's usage location to the UK", 'Set the usage location of Bob de Vries (bob@contoso.com) to United Kingdom'],
  ['retry the failed ones in Interns', 'Look again at those who failed in Interns (1 member)'],
  ['turn off Yammer in E3 for Interns', 'For Interns (1 member), in Office 365 E3: turn off Yammer Enterprise'],
  [
    'verwijder E5 van Marketing omdat de pilot klaar is',
    'Verwijder Office 365 E5 van Marketing (3 leden), omdat de pilot klaar is',
  ],
  ['zet Yammer uit voor HR Department', 'Voor HR Department (3 leden): zet Yammer Enterprise uit'],
])('%s', (text, said) => {
  expect(understand(text, { names: chat }).reading).toBe(said);
});

test('both languages have a sentence for every intent, with the same places', () => {
  const places = (pattern: string) => [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const intent of INTENTS) {
    expect(places(readingTexts.nl.intents[intent]), intent).toEqual(places(readingTexts.en.intents[intent]));
  }
  const keys = (value: object): unknown =>
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, typeof inner === 'object' ? keys(inner as object) : '']),
    );
  expect(keys(readingTexts.nl)).toEqual(keys(readingTexts.en));
});
