import type { Intent } from '../command.ts';
import { type Item, type Ref, says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Names } from '../names/build-names.ts';
import { assign, timesOf } from './assign.ts';
import { type Clause, type ClauseOptions, readClause } from './clause.ts';
import { ask, type Draft } from './draft.ts';
import { type Parts, sortMentions } from './parts.ts';
import { addMembers, moveMembers } from './people.ts';
import { setPlans } from './plans.ts';
import { migrate, remove } from './remove.ts';
import { Unclear } from './resolve.ts';
import { copy, swap } from './swap.ts';

/**
 * Reads one clause as a change, or says what has to be asked first. Every item must be accounted for: a word that is
 * not understood, a negation, or names side by side with nothing between them are asked about.
 */
export function readChange(names: Names, items: readonly Item[], options: ClauseOptions = {}): Draft {
  const clause = readClause(items, options);
  try {
    return refuse(clause) ?? offeringProducts(names, clause, decide(names, clause));
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

/** "assign to HR Department": each product could stand after the verb. */
function offeringProducts(names: Names, { verbs }: Clause, draft: Draft): Draft {
  const [verb] = verbs;
  if (draft.kind === 'command' || draft.question.kind !== 'whichProduct' || verb === undefined) return draft;
  const offers = names.source.skus.map((_, index): Ref => ({ kind: 'sku', index }));
  return ask('whichProduct', { place: { start: verb.end, end: verb.end }, offers });
}

function refuse(clause: Clause): Draft | undefined {
  if (clause.marks.has('not')) return ask('negation');
  const again = clause.moments.find((moment) => moment.span === 'recurring');
  if (again !== undefined) return ask('recurring', { words: again.text });
  const [strange] = clause.residue;
  if (strange !== undefined) {
    const near = strange.kind === 'unknown' ? strange.near : [];
    const spellings = strange.kind === 'unknown' ? strange.spellings : [];
    return ask('notFound', { words: strange.text, refs: near, place: strange, spellings });
  }
  const pushed = clause.mentions.find((mention, at) => mention.adjacent && isAlike(clause.mentions[at - 1], mention));
  if (pushed !== undefined)
    return ask('attach', { words: pushed.item.text, refs: pushed.item.refs, place: pushed.item });
  if (clause.dangling) return ask('unclear');
  if (clause.numbers.length > 0) return ask('notFound', { words: String(clause.numbers[0]) });
  return clause.marks.has('me') ? ask('whichTarget') : undefined;
}

function isAlike(one: Clause['mentions'][number] | undefined, other: Clause['mentions'][number]): boolean {
  return one?.item.refs.some((ref) => other.item.refs.some((that) => likeOf(ref.kind) === likeOf(that.kind))) ?? false;
}

function likeOf(kind: string): string {
  return kind === 'group' || kind === 'user' ? kind : 'fact';
}

/** Verbs that mean the same to the rules. The order decides for a word that is of several. */
const FAMILIES = {
  copy: ['copy', 'copied'],
  swap: ['swap', 'upgrade', 'swapped'],
  move: ['move', 'moved'],
  take: ['take', 'took', 'kick', 'left', 'lost', 'delete'],
  migrate: ['migrate'],
  enable: ['enable', 'enabled'],
  disable: ['disable', 'disabled'],
  turn: ['turn'],
  give: ['add', 'joined', 'give', 'gave', 'need', 'put', 'having'],
} as const satisfies Readonly<Record<string, readonly Concept[]>>;
type Family = keyof typeof FAMILIES;
const FAMILY_NAMES = Object.keys(FAMILIES) as readonly Family[];

function familyOf(clause: Clause): Family | undefined {
  const found = clause.verbs.map((verb) => FAMILY_NAMES.find((family) => says(verb, ...FAMILIES[family])));
  const [family, ...others] = found;
  const acting = clause.verbs.filter((verb) => says(verb, 'give', 'add', 'put', 'take', 'kick', 'move', 'copy'));
  if (acting.length > 1 || others.some((other) => other !== family)) throw new Unclear(ask('unclear'));
  if (family === undefined && clause.verbs.length > 0) throw new Unclear(ask('unclear'));
  return family;
}

function decide(names: Names, clause: Clause): Draft {
  const family = familyOf(clause);
  const { marks } = clause;
  const off = marks.has('off') || family === 'disable';
  const on = marks.has('on') || family === 'enable';
  const comparing = (role: string) => clause.mentions.some((mention) => mention.role === role);
  const exchanges = family === 'swap' || family === 'move' || comparing('instead') || comparing('between');
  const parts = sortMentions(clause, { prefersPlans: off || on, exchanges });
  if (marks.has('direct') && family === 'migrate') return covered(names, clause, parts);
  if (family === 'migrate') return ask('unclear');
  if (marks.has('direct') && family !== 'take') return direct(names, clause, parts, family);
  if (marks.has('same') || family === 'copy') return copy(names, clause, parts);
  if (off && on) return bothWays(names, clause, parts, family);
  const turnedOver = family === 'swap' && parts.products.length === 0 && parts.plans.length > 0 && (on || off);
  if (turnedOver) return plansAlone(names, clause, parts, { family: 'turn', on, off });
  const fromTo = ['from', 'to'].every((role) => parts.products.some((product) => product.role === role));
  if (fromTo && family === 'give') return swap(names, clause, parts);
  const moves = ['from', 'to'].every((role) => parts.groups.some((group) => group.role === role && !group.membersOf));
  if (moves && family === 'give' && parts.products.length + parts.plans.length === 0)
    return moveMembers(names, clause, parts);
  if (comparing('instead') || comparing('between') || family === 'swap') return swap(names, clause, parts);
  if (family === 'move')
    return parts.products.length > 0 ? swap(names, clause, parts) : moveMembers(names, clause, parts);
  const meant = family === undefined && marks.has('must') ? mustBe(names, clause, parts) : undefined;
  if (meant !== undefined) return meant;
  if (family === 'take') return dated(clause, () => remove(names, clause, parts));
  return give(names, clause, parts, { family, on, off });
}

/** "ann moet van A naar B", "ann moet uit A", "bob should be in A": who belongs where, without a verb that says so. */
function mustBe(names: Names, clause: Clause, parts: Parts): Draft | undefined {
  const people = parts.users.length > 0 && parts.products.length + parts.plans.length === 0;
  const stands = (role: string) => parts.groups.some((group) => group.role === role && !group.membersOf);
  if (!people || parts.groups.length === 0) return undefined;
  if (stands('from') && stands('to')) return moveMembers(names, clause, parts);
  if (parts.groups.every((group) => group.role === 'from')) return dated(clause, () => remove(names, clause, parts));
  return parts.groups.every((group) => group.role === 'in') ? addMembers(names, clause, parts) : undefined;
}

interface Giving {
  readonly family: Family | undefined;
  readonly on: boolean;
  readonly off: boolean;
}

/** Giving, by what is given: products are assigned, plans turned on, people added. */
function give(names: Names, clause: Clause, parts: Parts, { family, on, off }: Giving): Draft {
  const { products, plans, users, groups } = parts;
  const made = clause.verbs.some((verb) => verb.text.toLowerCase() === 'make');
  if ((made && products.length + plans.length > 0) || (off && products.length > 0 && plans.length === 0))
    return ask('unclear');
  if (clause.marks.has('keep') && (plans.length === 0 || !(on || off))) return ask('unclear');
  if (plans.length > 0 && products.length === 0) return plansAlone(names, clause, parts, { family, on, off });
  const added = products.length === 1 && products[0]?.role === 'to' && plans.every((plan) => plan.role === 'object');
  if (added && plans.length > 0 && family === 'give') return dated(clause, () => setPlans(names, clause, parts, 'on'));
  const inProduct =
    plans.length > 0 && products.length > 0 && products.every((it) => ['in', 'of', 'from'].includes(it.role));
  const turned = family === 'enable' || family === 'disable' || family === 'turn' || (inProduct && (on || off));
  if (turned && products.length > 0) {
    if (plans.length === 0) return family === 'enable' ? assign(names, clause, parts) : ask('unclear');
    return dated(clause, () => setPlans(names, clause, opened(parts, off ? 'off' : 'on'), off ? 'off' : 'on'));
  }
  if (turned) return ask('whichPlan');
  if (products.length > 0) {
    const targeted = [...groups, ...users].some((mention) => mention.role === 'to' || mention.role === 'for');
    return family === undefined && !targeted ? ask('unclear') : assign(names, clause, parts);
  }
  const people = users.length > 0 || clause.everyone !== undefined || groups.some((group) => group.membersOf);
  if (people && family === 'give' && !clause.marks.has('license')) return addMembers(names, clause, parts);
  return ask(family === 'give' ? 'whichProduct' : 'unclear');
}

function direct(names: Names, clause: Clause, parts: Parts, family: Family | undefined): Draft {
  const people = parts.users.length > 0 && parts.groups.length === 0;
  if (family === 'give' && people && parts.products.length > 0) return assign(names, clause, parts);
  return family === 'swap' || family === 'move' ? covered(names, clause, parts) : ask('unclear');
}

/** Direct copies that a group's license covers. */
function covered(names: Names, clause: Clause, parts: Parts): Draft {
  const strange = parts.plans.length + parts.users.length > 0 || clause.moments.length > 0;
  const attached = clause.mentions.some((mention) => ['without', 'except', 'only', 'instead'].includes(mention.role));
  if (strange || attached) return ask('unclear');
  return parts.groups.length > 0 ? migrate(names, parts) : ask('whichTarget');
}

/** "turn Yammer on and Sway off": each plan says which, or is a question. */
function bothWays(names: Names, clause: Clause, parts: Parts, family: Family | undefined): Draft {
  const off = parts.plans.filter((plan) => plan.role === 'without' || (plan.role === 'object' && family === 'disable'));
  const on = parts.plans.filter((plan) => plan.role === 'on' || (plan.role === 'object' && family === 'enable'));
  const sorted = off.length > 0 && on.length > 0 && off.length + on.length === parts.plans.length;
  const container = parts.products.every((product) => ['in', 'of', 'from'].includes(product.role));
  if (!sorted || !container || (family !== 'enable' && family !== 'disable' && family !== 'turn' && family !== 'give'))
    return ask('unclear');
  const state = (plans: Parts['plans'], to: 'on' | 'off') =>
    dated(clause, () => setPlans(names, clause, opened({ ...parts, plans }, to), to, parts.plans));
  const [first, second] = [state(on, 'on'), state(off, 'off')];
  if (first.kind === 'question') return first;
  return second.kind === 'question' ? second : { ...first, slots: { ...second.slots, ...first.slots } };
}

/** Of what takes something away or turns it on or off, a time may be said; elsewhere a time is not understood. */
const DATED: ReadonlySet<Intent> = new Set<Intent>(['set_plans', 'remove_license']);

function dated(clause: Clause, rule: () => Draft): Draft {
  if (clause.marks.has('forever')) return ask('unclear');
  const draft = rule();
  if (draft.kind === 'question' || clause.moments.length === 0) return draft;
  if (!DATED.has(draft.intent)) return ask('unclear');
  return { ...draft, slots: { ...draft.slots, ...timesOf(clause) } };
}

function plansAlone(names: Names, clause: Clause, parts: Parts, { family, on, off }: Giving): Draft {
  const denied = parts.plans.every((plan) => plan.role === 'without');
  const aimed = parts.groups.some((group) => group.role === 'for' || group.role === 'to');
  if (family === undefined && !on && !off && !(denied && aimed)) return ask('unclear');
  if (family === 'turn' && !on && !off) return ask('unclear');
  if (clause.verbs.some((verb) => says(verb, 'give', 'add', 'need'))) {
    // "assign to HR without Yammer": what is to be assigned was not said.
    if (off || parts.plans.some((plan) => plan.role !== 'object')) return ask('whichProduct');
  }
  return dated(clause, () =>
    setPlans(names, clause, opened(parts, off || denied ? 'off' : 'on'), off || denied ? 'off' : 'on'),
  );
}

/** Where plans are turned on, or off, those that "on" or "off" stands beside are simply those meant. */
function opened(parts: Parts, state: 'on' | 'off'): Parts {
  const beside = state === 'on' ? 'on' : 'without';
  return { ...parts, plans: parts.plans.map((plan) => (plan.role === beside ? { ...plan, role: 'object' } : plan)) };
}
