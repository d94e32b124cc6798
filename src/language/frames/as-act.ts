import { type Item, says, wordOf } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { takesAway, verbFor } from './likely.ts';
import { ASKING } from './open-clause.ts';
import type { NameType } from './run.ts';

/** Whether an item is a name that is taken for one of these. */
export type IsA = (item: Item | undefined, ...types: readonly NameType[]) => boolean;

/** What should be the case, as the acts that would make it so: never done, only offered. */
export function asActs(items: readonly Item[], isA: IsA): readonly (readonly Item[])[] {
  const facts = items.filter((item) => isA(item, 'product', 'plan'));
  const targets = items.filter((item) => isA(item, 'group', 'user') || says(item, 'everyone'));
  if (facts.length === 0) return [left(items, isA)].filter((act) => act.length > 0);
  const named = targets.some((item) => item.kind === 'name') ? targets.filter((item) => item.kind === 'name') : targets;
  if (named.length === 0) return [];
  const all = { items, isA, facts, targets: listOf(named), when: items.filter((item) => item.kind === 'time') };
  return [taken(all), exchanged(all), turnedOver(all), onlyThat(all)].filter((act) => act.length > 0);
}

interface Wanted {
  readonly items: readonly Item[];
  readonly isA: IsA;
  readonly facts: readonly Item[];
  readonly targets: readonly Item[];
  readonly when: readonly Item[];
}

/** "nobody in HR should have Sway", "stop giving Visio to Marketing", "geen E5 meer voor Marketing"; but "don't give it" keeps from it. */
function taken({ items, isA, facts, targets, when }: Wanted): readonly Item[] {
  const ends = items.some((item) => says(item, 'more'));
  const denies = (item: Item, next: Item | undefined) =>
    says(item, 'not', 'unneeded') || (says(item, 'without') && (isA(next, 'product') || (ends && isA(next, 'plan'))));
  const [denial, ...others] = items.filter((item, at) => denies(item, items[at + 1]));
  const plans = facts.filter((item) => isA(item, 'plan'));
  const isApart = plans.length === 0 || plans.length === facts.length;
  // "… no E3, E1 is enough": what else is named is not denied.
  const list = items.slice(items.indexOf(facts[0] as Item), items.indexOf(facts.at(-1) as Item));
  const isList = list.every(
    (item) => facts.includes(item) || item.kind === 'break' || says(item, 'and', 'or', 'filler'),
  );
  const opening = items.find((item) => item !== denial && !says(item, 'polite', 'filler', 'noise'));
  const forbids = says(opening, ...ASKING) && !/^(?:stop|no |niet meer|geen)/i.test(denial?.text ?? '');
  if (
    denial === undefined ||
    others.length > 0 ||
    !isApart ||
    !isList ||
    goesOn(items, facts) ||
    forbids ||
    isMore(items)
  )
    return [];
  return [verbFor(denial, plans.length > 0 ? 'disable' : 'take'), ...listOf(facts), FROM, ...targets, ...when];
}

/** "everybody in Sales who has E3 should get E5 instead". */
function exchanged({ items, facts, targets, when }: Wanted): readonly Item[] {
  const [old, fresh, ...others] = facts;
  if (old === undefined || fresh === undefined || others.length > 0) return [];
  const [first, second] = [items.indexOf(old), items.indexOf(fresh)];
  const had = [items.slice(0, first).findLast((item) => !says(item, 'filler')), items[first + 1]];
  const gets = items.some((item) => says(item, 'need', 'must', 'give'));
  const lists = items.slice(first, second).some((item) => says(item, 'and', 'or'));
  if (!had.some((word) => says(word, 'having', 'with')) || !gets || lists || isMore(items, 'not', 'also')) return [];
  return [verbFor(old, 'swap'), old, TO, fresh, FOR, ...targets, ...when];
}

/** "E1 out, E3 in": one for the other. */
function turnedOver({ items, isA, facts, targets, when }: Wanted): readonly Item[] {
  const [old, fresh, ...others] = facts;
  if (old === undefined || fresh === undefined || others.length > 0 || !isA(old, 'product') || !isA(fresh, 'product'))
    return [];
  const states = [items[items.indexOf(old) + 1], items[items.indexOf(fresh) + 1]];
  const turned = /^(?:out|off|away|eruit|eraf|weg|uit)$/i.test(states[0]?.text ?? '') && IN.test(states[1]?.text ?? '');
  const rest = items.filter((item) => !states.includes(item) && !facts.includes(item) && !targets.includes(item));
  const plain = rest.every(
    (item) => item.kind === 'break' || says(item, 'and', 'for', 'in', 'to', 'of', 'polite', 'filler', 'noise'),
  );
  return turned && plain ? [verbFor(old, 'swap'), old, TO, fresh, FOR, ...targets, ...when] : [];
}

const IN = /^(?:in|on|erin|erop|ervoor)$/i;

/** "Bob should no longer be in HR", "Bob hoort niet meer bij HR": out of it. */
function left(items: readonly Item[], isA: IsA): readonly Item[] {
  const people = items.filter((item) => isA(item, 'user'));
  const [group, ...others] = items.filter((item) => isA(item, 'group'));
  const denials = items.filter((item) => says(item, 'not'));
  const [denial] = denials;
  const placed = group !== undefined && says(items[items.indexOf(group) - 1], 'in', 'of', 'from');
  const opens = items.find((item) => !says(item, 'polite', 'filler', 'noise'));
  if (denial === undefined || denials.length > 1 || others.length > 0 || people.length === 0 || opens !== people[0])
    return [];
  const said = items.filter((item) => item !== denial && item !== group && !people.includes(item));
  const plain = said.every(
    (item) =>
      BELONGS.test(item.text) ||
      says(item, 'and', 'in', 'of', 'from', 'must', 'auxiliary', 'filler', 'polite', 'more', 'group'),
  );
  return placed && plain && group !== undefined ? [verbFor(denial, 'take'), ...listOf(people), FROM, group] : [];
}

const BELONGS = /^(?:be|belong|belongs|sit|sits|stay|zitten|zit|thuis|horen|hoort|komen|staan|staat)$/i;

/** "HR should only have E3". */
function onlyThat({ items, isA, facts, targets }: Wanted): readonly Item[] {
  const only = items.find((item) => says(item, 'only'));
  if (only === undefined || !facts.every((item) => isA(item, 'product'))) return [];
  if (
    isMore(
      items.filter((item) => item !== only),
      'not',
      'with',
      'without',
    )
  )
    return [];
  return [verbFor(only, 'take'), EVERYTHING, EXCEPT, ...listOf(facts), FROM, ...targets];
}

/** "E1 is enough": said of the last of them alone. */
function goesOn(items: readonly Item[], facts: readonly Item[]): boolean {
  const last = items.indexOf(facts.at(-1) as Item);
  return (
    facts.length > 1 && items.slice(last - 1, last)[0]?.kind === 'break' && says(items[last + 1], 'auxiliary', 'having')
  );
}

/** Something is said beside it that would be lost. */
function isMore(items: readonly Item[], ...besides: readonly Concept[]): boolean {
  return items.some((item) => says(item, ...OTHERWISE, ...besides) || takesAway(item));
}

const OTHERWISE = ['take', 'kick', 'delete', 'disable', 'keep', 'but', 'except', 'only', 'instead', 'copy'] as const;
const FROM = wordOf('from', 'from');
const TO = wordOf('to', 'to');
const FOR = wordOf('for', 'for');
const EVERYTHING = wordOf('everything', 'all', 'everything');
const EXCEPT = wordOf('except', 'except');
const AND = wordOf('and', 'and');

function listOf(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item, at) => (at === 0 ? [item] : [AND, item]));
}
