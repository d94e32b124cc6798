import { expect, test } from 'vitest';
import { understand } from '../../../src/core/language/understand.ts';
import { chat as names } from './tenants.ts';

const E3 = { intent: 'assign_license', slots: { groups: ['Marketing'], products: [{ sku: 'ENTERPRISEPACK' }] } };

test.each([
  ['assign E3 to Marketing until 25:99', E3],
  ['give E3 until 25:99 to Marketing', E3],
  ['assign E3 to Marketing until whenever', E3],
  ['assign E3 to Marketing at 25:99', E3],
  ['assign E3 to Marketing until last Friday', E3],
  ['assign E3 to Marketing yesterday', E3],
  ['geef Marketing E3 tot sint-juttemis', E3],
  ['wijs E3 toe aan Marketing tot ooit', E3],
  ['turn Sway off for Marketing until 25:99', { intent: 'set_plans', slots: { groups: ['Marketing'], off: ['SWAY'] } }],
])('a time that is none is asked about, and the change without it offered: %s', (text, { intent, slots }) => {
  const reading = understand(text, { names });
  expect(reading.intent).toBe('clarify');
  const offered = (reading.options ?? []).map((option) => understand(option.text, { names }));
  expect(offered).toContainEqual(expect.objectContaining({ intent, slots: { ...slots, ids: expect.anything() } }));
});
