import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/directory/demo/random.ts';
import {
  ADELE,
  ALEX,
  actionsOf,
  cardOf,
  MEGAN,
  type SentMessage,
  type TeamsClient,
  textOf,
} from '../chat/teams-client.ts';
import { botOnLoopback } from './bot-with-credentials.ts';
import { TENANT } from './server-stage.ts';

/** `npm run test:activities` for ten thousand; `SEED` for others. */
const COUNT = Number(process.env['MUTATED'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 20_261_130);
const AT_ONCE = 20;
/** Fewer say nothing of memory. */
const MANY = 4_000;

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What a field may hold instead. */
const VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  'x'.repeat(20_000),
  '\u0000',
  '\ud800',
  '<at>Seatkeeper</at>'.repeat(200),
  '../../etc/passwd',
  "'; DROP TABLE changes; --",
  '[x](javascript:alert(1))',
  'e\u0301'.repeat(5_000),
  '\u202emoc.osotnoc',
  [],
  [null],
  [[[[]]]],
  {},
  { id: '' },
  { id: 5 },
  { length: 1e9 },
  { ['__proto__']: { isAdmin: true } },
  { constructor: { prototype: { see: true } } },
  { toString: 5 },
  { action: { verb: 'apply', data: { id: 1001, v: 1 } } },
  { verb: 'apply', id: 1001, v: 1 },
  ADELE.aadObjectId,
  TENANT,
];
const NAMES = [
  'aadObjectId',
  'tenantId',
  'value',
  'text',
  'entities',
  'attachments',
  '__proto__',
  'constructor',
  'action',
];

/** Something of a value, deep inside or outside, is another thing, is away, is doubled, or is there besides. */
function mutated(value: Json, random: { below(limit: number): number }): Json {
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;
  if (typeof value !== 'object' || value === null || random.below(6) === 0) return pick(VALUES);
  if (Array.isArray(value)) return value.map((each) => (random.below(2) === 0 ? mutated(each, random) : each));
  const entries = Object.entries(value);
  const at = random.below(entries.length + 1);
  const changed = entries.flatMap(([name, held], index) => {
    if (index !== at) return [[name, held] as const];
    return random.below(4) === 0 ? [] : [[name, mutated(held, random)] as const];
  });
  return Object.fromEntries(at === entries.length ? [...changed, [pick(NAMES), pick(VALUES)] as const] : changed);
}

/** What is held once all that the other end keeps is forgotten, but for one message. */
async function heapMb(teams: TeamsClient, kept: SentMessage): Promise<number> {
  teams.messages.splice(0, teams.messages.length, kept);
  teams.calls.length = 0;
  await setTimeout(500);
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test(`${COUNT} activities that no client would send: no fault, and nothing is done`, { timeout: 900_000 }, async () => {
  // By the door without limits: all of them come as far as they can.
  await using bot = await botOnLoopback();
  const { teams } = bot;
  const megan = teams.personal(MEGAN);
  const preview = await megan.say('assign Power BI Pro to Interns');
  const apply = actionsOf(cardOf(preview))[0] as unknown as { verb: string; data: Json };
  const random = seededRandom(SEED);

  const common = (who: typeof ADELE, n: number) => ({
    id: `m${n}`,
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: `29:${who.aadObjectId}`, name: who.name, aadObjectId: who.aadObjectId },
    recipient: { id: '28:seatkeeper', name: 'Seatkeeper' },
    conversation: { id: `c${n % 50}`, conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    locale: 'en-US',
    entities: [{ type: 'clientInfo', timezone: 'Europe/Amsterdam' }],
  });
  const action = { type: 'Action.Execute', ...apply };
  const kinds: readonly ((n: number) => Json)[] = [
    (n) => ({ ...common(ALEX, n), type: 'message', text: 'show Interns' }),
    (n) => ({
      ...common(ALEX, n),
      type: 'message',
      text: 'assign Visio to <at>Interns</at>',
      attachments: [{ contentType: 'image/*' }],
    }),
    (n) => ({ ...common(ADELE, n), type: 'message', value: { ...(apply.data as object), verb: apply.verb } as Json }),
    (n) => ({
      ...common(ADELE, n),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: preview.id,
      value: { action },
    }),
    (n) => ({
      ...common(ALEX, n),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: preview.id,
      value: { action },
    }),
    (n) => ({
      ...common(ALEX, n),
      type: 'messageUpdate',
      text: 'show Interns',
      channelData: { eventType: 'editMessage', tenant: { id: TENANT } },
    }),
    (n) => ({ ...common(ALEX, n), type: 'messageDelete' }),
    (n) => ({ ...common(ALEX, n), type: 'installationUpdate', action: 'add' }),
    (n) => ({
      ...common(ALEX, n),
      type: 'conversationUpdate',
      membersAdded: [{ id: '28:seatkeeper' }],
      membersRemoved: [],
    }),
    (n) => ({ ...common(ALEX, n), type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
    (n) => ({ ...common(ALEX, n), type: 'event', name: 'application/vnd.microsoft.meetingStart', value: {} }),
  ];
  const statuses = new Map<number, number>();

  async function send(n: number): Promise<void> {
    const make = kinds[n % kinds.length] as (n: number) => Json;
    const body = mutated(make(n), random);
    const { status } = await teams.post(JSON.stringify(body));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) throw new Error(`${status} for ${JSON.stringify(body)?.slice(0, 2_000)}`);
  }
  let halfwayMb = Number.NaN;
  for (let n = 0; n < COUNT; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => send(n + index)));
    if (n === COUNT / 2) halfwayMb = await heapMb(teams, preview);
  }
  // What half of them leave behind: ids that are remembered for minutes, and nothing of what they carried.
  if (COUNT >= MANY) expect((await heapMb(teams, preview)) - halfwayMb).toBeLessThan(COUNT / 2_000);
  expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(COUNT);
  expect([...statuses.keys()].toSorted()).toEqual(expect.arrayContaining([200, 400, 403]));
  expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  expect(textOf(cardOf(await megan.say('show me the last 10 changes')))).toMatch(/No changes/);
  expect((await megan.press(preview, 'Apply')).body?.type).toBe('application/vnd.microsoft.card.adaptive');
});
