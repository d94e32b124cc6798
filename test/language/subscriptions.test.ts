import { describe, expect, test } from 'vitest';
import { buildNames, namesOf } from '../../src/language/index.ts';
import { understand } from '../../src/language/understand.ts';
import { statesWorld } from '../tenants/states-world.ts';
import { chat } from './tenants.ts';

const ASKED: Readonly<Record<string, readonly string[]>> = {
  suspended: [
    'which licenses are suspended',
    'are any subscriptions suspended?',
    'show me suspended subscriptions',
    'which licenses are locked out',
    'show deleted subscriptions',
    'welke licenties zijn opgeschort',
  ],
  inGrace: [
    'which are in grace',
    'which subscriptions are in their grace period?',
    'what is in its grace period',
    'welke zitten in de respijtperiode',
  ],
  expiring: [
    'which subscriptions expire',
    'what expires',
    'what will expire soon?',
    'when do our licenses expire',
    'welke abonnementen verlopen',
    'wat verloopt er',
  ],
  trial: [
    'are there any trial licenses',
    'do we have trials?',
    'which licenses are trials',
    'zijn er proeflicenties',
    'toon proefversies',
  ],
  runningOut: [
    'which licenses are running out?',
    'which products are low',
    'which licenses do we run out of first',
    'are we going to run out of licenses',
    'will we run out of licenses',
    'welke licenties raken op',
    'wat raakt er op',
  ],
};

describe.each(Object.entries(ASKED))('what is asked of all products: %s', (question, sentences) => {
  test.each(sentences)('%s', (text) => {
    const { intent, slots, reading } = understand(text, { names: chat });
    expect({ intent, slots }).toEqual({ intent: 'show_products', slots: { question } });
    expect(reading).toMatch(/: \S/);
  });
});

test.each([
  ['is E3 suspended', 'suspended'],
  ['when does E3 expire?', 'expiring'],
  ['is Visio a trial', 'trial'],
])('of one product it is asked of that one: %s', (text, question) => {
  expect(understand(text, { names: chat })).toMatchObject({ intent: 'seats', slots: { question } });
});

test.each([
  'which preview expires',
  'which users are suspended',
  'who failed because of a trial',
  'undo the expired change',
])('something else is asked: %s', (text) => {
  const { intent, slots } = understand(text, { names: chat });
  expect(['show_products', 'seats']).not.toContain(intent);
  expect(slots.question ?? '').not.toMatch(/^(?:expiring|suspended|trial)$/);
});

test('seats are a product’s, also where a group begins with its name', () => {
  const names = buildNames(namesOf(statesWorld().tenant));
  expect(understand('how many CRM licenses left', { names }).intent).toBe('seats');
  const ofGroup = understand('how many CRM users licenses left', { names });
  expect(ofGroup.intent).toBe('clarify');
  expect(ofGroup.options?.map(({ text }) => text)).toContain('show "CRM users"');
});
