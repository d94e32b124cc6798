import type { Item } from '../items.ts';
import { says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Names } from '../names/build-names.ts';
import { assign } from './assign.ts';
import { type Clause, readClause } from './clause.ts';
import { ask, type Draft } from './draft.ts';
import { type Parts, sortMentions } from './parts.ts';
import { addMembers, moveMembers } from './people.ts';
import { remove, setPlans } from './remove.ts';
import { Unclear } from './resolve.ts';
import { copy, swap } from './swap.ts';

/**
 * Reads one clause as a change, or says what has to be asked first. Every item must be accounted for: a word that is
 * not understood, a negation, or names side by side with nothing between them are asked about.
 */
export function readChange(names: Names, items: readonly Item[], options: { telling?: boolean } = {}): Draft {
  const clause = readClause(items, options.telling ?? false);
  try {
    return checked(clause) ?? decide(names, clause);
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

function checked(clause: Clause): Draft | undefined {
  if (clause.marks.has('not')) return ask('negation');
  const [strange] = clause.residue;
  if (strange !== undefined) {
    return ask('notFound', {
      words: strange.text,
      refs: strange.kind === 'unknown' ? strange.near : [],
      place: strange,
    });
  }
  const pushed = clause.mentions.find((mention) => mention.adjacent && sameKindBefore(clause, mention));
  if (pushed !== undefined) return ask('attach', { words: pushed.item.text, refs: pushed.item.refs });
  if (clause.numbers.length > 0) return ask('notFound', { words: String(clause.numbers[0]) });
  if (clause.marks.has('me') && clause.mentions.length < 2) return ask('whichTarget');
  return undefined;
}

function sameKindBefore(clause: Clause, mention: Clause['mentions'][number]): boolean {
  const before = clause.mentions[clause.mentions.indexOf(mention) - 1];
  return (
    before !== undefined &&
    before.item.refs.some((ref) => mention.item.refs.some((other) => isTarget(ref.kind) === isTarget(other.kind)))
  );
}

function isTarget(kind: string): boolean {
  return kind === 'group' || kind === 'user';
}

/** The first verb that decides; courtesies such as "keep Yammer off" beside it do not. */
function mainVerb(clause: Clause): Concept | undefined {
  const deciding: readonly Concept[] = [
    'copy',
    'copied',
    'swap',
    'upgrade',
    'swapped',
    'move',
    'moved',
    'take',
    'took',
    'kick',
    'left',
    'enable',
    'enabled',
    'disable',
    'disabled',
    'turn',
    'add',
    'joined',
    'give',
    'gave',
    'need',
    'put',
    'delete',
  ];
  const found = clause.verbs.map((verb) => deciding.find((concept) => says(verb, concept)));
  const [first, ...others] = found;
  const same = others.every((other) => other === undefined || other === first || familyOf(other) === familyOf(first));
  if (!same) throw new Unclear(ask('unclear'));
  return first;
}

function familyOf(concept: Concept | undefined): string {
  const families: Readonly<Record<string, readonly Concept[]>> = {
    give: ['give', 'gave', 'need', 'add', 'joined', 'put'],
    take: ['take', 'took', 'kick', 'left'],
    swap: ['swap', 'swapped', 'upgrade'],
    move: ['move', 'moved'],
    copy: ['copy', 'copied'],
  };
  return (
    Object.keys(families).find((family) => concept !== undefined && families[family]?.includes(concept)) ??
    String(concept)
  );
}

function decide(names: Names, clause: Clause): Draft {
  const verb = mainVerb(clause);
  const off = clause.marks.has('off') || verb === 'disable' || verb === 'disabled';
  const on = clause.marks.has('on') || verb === 'enable' || verb === 'enabled';
  const parts = sortMentions(clause, off || on);
  const { products, plans } = parts;
  if (clause.marks.has('direct')) return ask('unclear');
  if (clause.marks.has('same') || verb === 'copy' || verb === 'copied') return copy(names, clause, parts);
  const instead = clause.mentions.some((mention) => mention.role === 'instead');
  const between = clause.mentions.some((mention) => mention.role === 'between');
  if (instead || between || familyOf(verb) === 'swap') return swap(names, clause, parts);
  if (familyOf(verb) === 'move')
    return products.length > 0 ? swap(names, clause, parts) : moveMembers(names, clause, parts);
  if (familyOf(verb) === 'take' || verb === 'delete') return timeless(clause, () => remove(names, clause, parts));
  if (products.length === 0 && plans.length > 0) return plansAlone(names, clause, parts, { on, off });
  if (off && products.length > 0 && (verb === 'disable' || verb === 'turn'))
    return planInProduct(names, clause, parts, 'off');
  if (on && products.length > 0 && plans.length > 0) return planInProduct(names, clause, parts, 'on');
  if (verb === 'turn' && !on && !off) return ask('unclear');
  if (products.length > 0) return assign(names, clause, parts);
  if (parts.users.length > 0 || clause.everyone !== undefined) {
    return familyOf(verb) === 'give' ? addMembers(names, clause, parts) : ask('unclear');
  }
  return ask(clause.verbs.length > 0 ? 'whichProduct' : 'unclear');
}

function timeless(clause: Clause, rule: () => Draft): Draft {
  return clause.moments.length > 0 || clause.marks.has('forever') ? ask('unclear') : rule();
}

function planInProduct(names: Names, clause: Clause, parts: Parts, state: 'on' | 'off'): Draft {
  if (parts.plans.length === 0) return ask('unclear');
  return timeless(clause, () => setPlans(names, clause, opened(parts), state));
}

function plansAlone(names: Names, clause: Clause, parts: Parts, { on, off }: { on: boolean; off: boolean }): Draft {
  const allExcluded = parts.plans.every((plan) => plan.role === 'without');
  if (on && off) return ask('unclear');
  if (clause.verbs.length === 0 && !on && !off && !allExcluded) return ask('unclear');
  return timeless(clause, () => setPlans(names, clause, opened(parts), off || allExcluded ? 'off' : 'on'));
}

/** Plans that "off" stood behind are simply the plans meant, where turning off is what is asked. */
function opened(parts: Parts): Parts {
  return { ...parts, plans: parts.plans.map((plan) => (plan.role === 'without' ? { ...plan, role: 'object' } : plan)) };
}
