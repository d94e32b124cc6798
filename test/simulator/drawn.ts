import type { ChangeState } from '../../src/changes/change-record.ts';
import { harmOf } from './damage.ts';
import type { Commit } from './disk.ts';
import { GRAPH_FATES, type GraphFate } from './graph.ts';
import { DEEDS, type Deed } from './people.ts';
import { type Random, randomOf } from './random.ts';
import { type DrawnStory, drawnStory, STATES_LED_TO } from './stories.ts';
import type { Fate } from './teams.ts';

/** What a seed is made of. */

/** One seed of so many begins with nothing on its disk, and one is of a tenant of Microsoft Graph. */
export const FIRST_STARTS = 8;
const GRAPH_TENANTS = 8;
const FLOODS = 32;
/** What a seed leaves behind is damaged so often. */
const DAMAGES = 3;

export const CALL_FATES = [
  'busy',
  'failsNotDone',
  'failsDone',
  'tornDone',
  'hangsDone',
  'hangsNotDone',
  'killedBefore',
  'killedAfter',
] as const satisfies readonly Fate[];

/** What comes in a seed with a rate of its own, or not at all. */
type GraphKind = Exclude<GraphFate, 'well'>;

export type Kind =
  | Exclude<Fate | GraphFate, 'well'>
  | Exclude<Commit, 'well'>
  | 'sigterm'
  | 'clock'
  | 'directory'
  | 'role'
  | 'gone'
  | 'blocked';

export type Rates = Readonly<Record<Kind, number>>;

/** The same of a tenant of Microsoft Graph, for each request. */
const GRAPH_RATES: Readonly<Record<GraphKind, number>> = {
  graphBusy: 0.05,
  graphFails: 0.05,
  graphResets: 0.05,
  graphParts: 0.3,
  graphTorn: 0.05,
  graphSilent: 0.02,
  graphLate: 0.02,
  graphKilledBefore: 0.005,
  graphKilledAfter: 0.005,
};

const RATES: Readonly<Record<Exclude<Kind, GraphKind>, number>> = {
  busy: 0.1,
  failsNotDone: 0.1,
  failsDone: 0.1,
  tornDone: 0.1,
  hangsDone: 0.1,
  hangsNotDone: 0.1,
  killedBefore: 0.03,
  killedAfter: 0.03,
  full: 0.02,
  broken: 0.01,
  sigterm: 0.05,
  clock: 0.05,
  directory: 0.2,
  role: 0.05,
  gone: 0.02,
  blocked: 0.06,
};

/** How many of the kinds a seed has: few show what many hide. */
const SHARES = [0.1, 0.35, 0.6];

/** What a seed has instead, and more of it: of many things at once each hides what the others would show. */
const THEMES: readonly (readonly (keyof Rates)[])[] = [
  ['blocked'],
  ['blocked', 'killedAfter', 'sigterm'],
  ['killedBefore', 'killedAfter'],
  ['killedAfter', 'sigterm', 'busy'],
  ['full', 'broken'],
  ['full', 'killedAfter'],
  ['hangsDone', 'hangsNotDone', 'sigterm'],
  ['failsDone', 'tornDone'],
  ['clock', 'directory'],
  ['role', 'directory'],
  [],
];
const MORE = 3;

/** In so many seeds people go through a few stories side by side instead of saying anything. */
const STORIES_SHARE = 0.5;
const MORE_IN_STORIES = 2;

type Kinds = Readonly<Record<string, number>>;

/** @param more how much more often than in half an hour of forty acts */
function drawnRates(random: Random, more: number): Kinds {
  const theme = random.chance(0.5) ? random.pick(THEMES) : undefined;
  const share = random.pick(SHARES);
  const drawn = Object.entries(RATES).map(([kind, rate]) => {
    const isDrawn = theme?.includes(kind as keyof typeof RATES) ?? random.chance(share);
    return [kind, isDrawn ? rate * more * (theme === undefined ? 1 : MORE) : 0];
  });
  return Object.fromEntries(drawn);
}

/** Of a tenant of Graph. Its roles stay as they are. */
function drawnGraphRates(random: Random): Kinds {
  const share = random.pick(SHARES);
  const drawn = Object.entries(GRAPH_RATES).map(([kind, rate]) => [kind, random.chance(share) ? rate : 0]);
  return { ...Object.fromEntries(drawn), role: 0 };
}

/** Many are to be told of at once. */
export function isFlooded(seed: number): boolean {
  return seed % FLOODS === 6;
}

export function isOfGraph(seed: number): boolean {
  return seed % GRAPH_TENANTS === 5;
}

/** What one thing that goes wrong meets: a change that has just come to this state. */
export interface Aim {
  readonly kind: Kind | Deed;
  readonly state: ChangeState;
}

/** One seed of so many aims, and every second of those of Graph: among 2,000 in a row is each aim. */
const AIMS_EVERY = 8;

function aimsOf(kinds: readonly Aim['kind'][]): readonly Aim[] {
  return kinds.flatMap((kind) => STATES_LED_TO.map((state) => ({ kind, state })));
}

const AIMS = aimsOf([...(Object.keys(RATES) as Kind[]), ...DEEDS]);
const GRAPH_AIMS = aimsOf(GRAPH_FATES);

export function aimOf(seed: number): Aim | undefined {
  const turn = Math.floor(seed / GRAPH_TENANTS);
  if (isOfGraph(seed)) return turn % 2 === 0 ? GRAPH_AIMS[(turn / 2) % GRAPH_AIMS.length] : undefined;
  return seed % AIMS_EVERY === 1 ? AIMS[Math.floor(seed / AIMS_EVERY) % AIMS.length] : undefined;
}

/** Elsewhere in a seed that aims it comes so much less often than in others. */
const SELDOM = 0.1;

interface Drawn {
  readonly story: DrawnStory | undefined;
  readonly rates: Rates;
  readonly aim: Aim | undefined;
}

export function drawnWorld(random: Random, seed: number): Drawn {
  const aim = aimOf(seed);
  if (aim !== undefined) {
    const rate = ALL_RATES[aim.kind];
    const rates = rate === undefined ? NO_RATES : { ...NO_RATES, [aim.kind]: rate * SELDOM };
    return { story: drawnStory(random, { to: aim.state, isOfGraph: isOfGraph(seed) }), rates, aim };
  }
  const drawn = random.chance(STORIES_SHARE) ? drawnStory(random) : undefined;
  const story = isFlooded(seed) ? drawnStory(random, 'a flood') : drawn;
  const rates = drawnRates(random, story === undefined ? 1 : MORE_IN_STORIES);
  return { story, rates: { ...NO_RATES, ...rates, ...(isOfGraph(seed) ? drawnGraphRates(random) : {}) }, aim };
}

/** What a seed has: names of its kinds of fault, of its stories and of what becomes of its disk. */
export function contentsOf(seed: number): readonly string[] {
  const { story, rates } = drawnWorld(randomOf(seed), seed);
  const kinds = Object.entries(rates).filter(([, rate]) => rate > 0);
  return [
    ...(kinds.length === 0 ? ['calm'] : kinds.map(([kind]) => kind)),
    ...(story === undefined ? ['crowd'] : [...story.names, `worst in ${story.worstIn}`]),
    ...(isOfGraph(seed) ? ['graph'] : damagesOf(seed).map(harmOf)),
  ];
}

export function damagesOf(seed: number): readonly Random[] {
  return Array.from({ length: DAMAGES }, (_, damage) => randomOf(~(DAMAGES * seed + damage)));
}

const ALL_RATES: Kinds = { ...RATES, ...GRAPH_RATES };

export const NO_RATES = Object.fromEntries(Object.keys(ALL_RATES).map((kind) => [kind, 0])) as Rates;

export function metKey(kind: string, state: string): string {
  return `${kind} × ${state}`;
}

/** Everything that goes wrong, and every state in which it is to be met. */
export const KINDS: readonly string[] = [...Object.keys(RATES), ...GRAPH_FATES, ...DEEDS];
