import { expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
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

test.each([
  ['nobody in Interns should have Visio', 'remove_license', { groups: ['Interns'], products: ['VISIOCLIENT'] }],
  ['can you stop giving Visio to Marketing?', 'remove_license', { groups: ['Marketing'], products: ['VISIOCLIENT'] }],
  ['niemand in Marketing hoeft nog Yammer', 'set_plans', { groups: ['Marketing'], off: ['YAMMER_ENTERPRISE'] }],
  [
    'iedereen in Kiosk users die E1 heeft moet E3 krijgen',
    'swap_license',
    { groups: ['Kiosk users'], from: 'STANDARDPACK', to: 'ENTERPRISEPACK' },
  ],
  ['make Interns like Marketing', 'copy_license', { from_group: 'Marketing', to_groups: ['Interns'] }],
])('what should be the case is offered as the act that makes it so: %s', (text, intent, slots) => {
  const reading = understand(text, { names });
  expect(reading.intent).toBe('clarify');
  const [offered, ...others] = (reading.options ?? []).map((option) => understand(option.text, { names }));
  expect([offered?.intent, { ...offered?.slots, ids: undefined }, others]).toEqual([
    intent,
    { ...slots, ids: undefined },
    [],
  ]);
});

test.each([
  "don't give E3 to Marketing",
  "don't remove E3 from Kiosk users",
  'nobody should have Visio but Marketing should keep E3',
  'Kiosk users should not keep only E1 and never have Yammer',
  "Kiosk users shouldn't have E1 anymore, E3 is enough",
])('what is forbidden, or said beside something else, takes nothing away: %s', (text) => {
  const { intent, options = [] } = understand(text, { names });
  const offered = options.map((option) => understand(option.text, { names }).intent);
  expect([intent, offered.filter((one) => /^(?:remove|set|swap|offboard)/.test(one))]).toEqual(['clarify', []]);
});
