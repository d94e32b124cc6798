import { expect, test } from 'vitest';
import type { Reading, Slots } from '../../src/language/command.ts';
import { understand } from '../../src/language/understand.ts';
import { chat as names } from './tenants.ts';

/** What a verb does with what it names: gives it, takes it, or leaves it. */
type Effect = '+' | '-' | '=';

const SHOULD: Readonly<Record<string, Effect>> = {
  get: '+',
  need: '+',
  have: '+',
  use: '+',
  'be on': '+',
  'still get': '+',
  lose: '-',
  'give up': '-',
  'hand in': '-',
  keep: '=',
};
const MOETEN: Readonly<Record<string, Effect>> = {
  krijgen: '+',
  hebben: '+',
  gebruiken: '+',
  verliezen: '-',
  inleveren: '-',
  kwijtraken: '-',
  houden: '=',
  behouden: '=',
};
const TOLD: Readonly<Record<string, Effect>> = {
  gets: '+',
  needs: '+',
  'must get': '+',
  'can get': '+',
  has: '=',
  uses: '=',
  keeps: '=',
  'must keep': '=',
  'must lose': '-',
  'may lose': '-',
};
const ORDERS: Readonly<Record<string, Effect>> = {
  'turn on': '+',
  enable: '+',
  allow: '+',
  'turn off': '-',
  disable: '-',
  remove: '-',
  hide: '-',
  keep: '=',
  leave: '=',
};

const SENTENCES: readonly (readonly [verbs: Readonly<Record<string, Effect>>, sentence: string])[] = [
  [SHOULD, 'Contractors - NL should ONE E3 and TWO Visio'],
  [SHOULD, 'Contractors - NL should ONE E3 but TWO Visio'],
  [SHOULD, 'make sure Contractors - NL ONE E3 and TWO Visio'],
  [MOETEN, 'Contractors - NL moeten E3 ONE en Visio TWO'],
  [MOETEN, 'Contractors - NL moeten E3 ONE maar Visio TWO'],
  [MOETEN, 'Contractors - NL moeten E3 ONE, Visio TWO'],
  [TOLD, 'Contractors - NL ONE E3 and TWO Visio'],
  [TOLD, 'Contractors - NL ONE E3, TWO Visio'],
  [ORDERS, 'for Contractors - NL ONE Sway and TWO Yammer'],
  [ORDERS, 'for Contractors - NL ONE Sway but TWO Yammer'],
];

const FIRST = ['ENTERPRISEPACK', 'SWAY'];

/** What a reading does with the first and the second thing that was named. */
function effectsOf({ intent, slots }: { intent: string; slots: Slots }): string {
  if (intent === 'batch') return [...(slots.steps ?? [])].map(effectsOf).join('');
  const { products = [], on = [], off = [] } = slots;
  const all = products === 'all' || typeof on === 'string' || typeof off === 'boolean';
  if (all) return 'all';
  const which = (name: string) => (FIRST.includes(name) ? '1' : '2');
  const given = intent === 'assign_license' ? '+' : '-';
  const skus = products.map((product) => `${given}${which(typeof product === 'string' ? product : product.sku)}`);
  return [...skus, ...on.map((plan) => `+${which(plan)}`), ...off.map((plan) => `-${which(plan)}`)].join('');
}

function wrong(text: string, meant: string, reading: Reading): string[] {
  if (reading.intent === 'clarify') return [];
  const effects = effectsOf(reading).match(/../g)?.toSorted().join('') ?? '';
  return effects === meant ? [] : [`${text}: ${reading.reading}`];
}

test.each(SENTENCES)('each verb has its own: %#', (verbs, sentence) => {
  let read = 0;
  const faults = Object.entries(verbs).flatMap(([one, first]) =>
    Object.entries(verbs).flatMap(([two, second]) => {
      if (one === two) return [];
      const text = sentence.replace('ONE', one).replace('TWO', two);
      const reading = understand(text, { names });
      if (reading.intent !== 'clarify') read++;
      const meant = [first === '=' ? '' : `${first}1`, second === '=' ? '' : `${second}2`].toSorted().join('');
      return wrong(text, meant, reading);
    }),
  );
  expect(faults).toEqual([]);
  expect(read).toBeGreaterThan(Object.keys(verbs).length);
});
