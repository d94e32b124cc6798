import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { isTornApart } from '../lexicon/phrases.ts';
import { contentAfter, isPeople, isPronoun, type Use, useOf } from './marks.ts';
import { momentRoleOf } from './moments.ts';
import { ASKING, isAtEdge, type OpenClause, TELLING } from './open-clause.ts';
import { everyone, everything, HAS_TO, isOfMembers, whatOneHas } from './quantities.ts';
import { isFact, type PlanState, typesOf } from './run.ts';

/** Words that say how the whole is meant. */
const FLAGS = ['must', 'ensure', 'same', 'direct', 'forever', 'temporary'] as const satisfies readonly Concept[];
const NOUNS = ['license', 'group', 'user', 'member', 'product', 'plan'] as const satisfies readonly Concept[];

/** What a word does in a clause: whether there was a use for it. */
type Effect = (open: OpenClause, item: WordItem, next: Item | undefined, at: number) => boolean;

/** Uses of words, the first that a word says and that fits. */
const USES: readonly (readonly [says: readonly Concept[], use: Effect, when?: Effect])[] = [
  // "only keep Teams on".
  [['only'], ({ runs }) => runs.openState('only', 'next'), ({ items }, _, _next, at) => onlyKeeps(items, at)],
  [['keep'], () => true, ({ items }, _, _next, at) => onlyKeeps(items, at - 1)],
  [
    ['keep'],
    ({ runs }, item, next) => done(runs.keep(next?.kind === 'name', says(item, 'ensure'))),
    (open, item, next) => !leaves(open, item, next),
  ],
  [[...ASKING, 'make'], verb],
  [
    TELLING,
    verb,
    ({ telling, verbs }, item) =>
      telling ||
      (says(item, 'having', 'gave', 'enabled', 'disabled', 'took', 'lost') && verbs.some((it) => says(it, 'need'))),
  ],
  // A misspelled "but" is none: read as "and" it would do more.
  // "while" joins two halves, and stands in none of them.
  [
    ['but'],
    ({ runs }, { corrected, text }) => !corrected && !/^(?:while|whereas|terwijl)$/i.test(text) && done(runs.but()),
  ],
  [['and'], ({ runs }) => done(runs.join('and'))],
  [['after'], ({ runs }) => done(runs.join('but'))],
  [['as'], ({ runs }) => runs.mark(new Set(['from'])), ({ flags }) => flags.has('same')],
  [['as'], ({ runs }) => done(runs.join('and')), ({ flags }) => flags.has('both')],
  // "nor give E3 to HR" goes on from what was denied.
  [['or'], ({ runs, verbs }) => (runs.all().length > 0 || verbs.length > 0) && done(runs.join('or'))],
  [['everyone'], everyone],
  // "they should all have E3".
  [
    ['all'],
    () => true,
    ({ runs }, _, next) => runs.endsIn('group', 'user') && says(next, 'having', 'need', 'gave', 'auxiliary'),
  ],
  // "an E5 each".
  [['all'], () => true, ({ runs, items }, item, _, at) => isEach(item) && isLast(items, at) && runs.all().length > 0],
  // "give HR everything Marketing has".
  [['everything'], ({ flags, runs }) => done(flags.add('same')) && runs.mark(new Set(['from'])), whatOneHas],
  [['all'], everything],
  [['filler'], everything, (open, item, next) => WHOLE.test(item.text) && isOfMembers(open, item, next)],
  [['both'], both],
  [['only'], () => true, ({ runs }) => runs.restrictLast()],
  // "only remove E3", and nothing besides.
  [
    ['only'],
    ({ runs }) => runs.all().length === 0,
    ({ items }, _, _next, at) => says(items[at + 1], 'take', 'kick', 'disable'),
  ],
  // "just for two weeks".
  [
    ['only'],
    () => true,
    ({ items }, _, _next, at) => says(items[at + 1], 'during', 'until') && items[at + 2]?.kind === 'time',
  ],
  // "remove only E3": what is taken is just that, and nothing is said of the rest.
  [
    ['only'],
    () => true,
    (open, item, next, at) => next?.kind === 'name' && !says(open.items[at - 1], 'keep') && takesOnly(open, item),
  ],
  [['arrow', 'backArrow'], ({ runs }, item) => runs.arrow(says(item, 'arrow')), isArrow],
  [FLAGS, flag],
  [['to'], () => true, (_, _item, next) => says(next, 'auxiliary', ...ASKING, ...TELLING)],
  // "…, folks": whom the message speaks to, and none of those that a change is for.
  [['noise'], () => true, (open, _, _next, at) => isAtEdge(open, at) && isApart(open, at)],
  [NOUNS, noun],
  [['noise'], (open, _, _next, at) => isAtEdge(open, at)],
  [['more'], ({ runs }) => runs.all().some((run) => run.marks.has('without'))],
  [['relative'], ({ runs }) => done(runs.extend()), ({ items }) => items.some((other) => says(other, 'everyone'))],
  // "Bob moet in Interns zitten".
  [
    ['relative'],
    () => true,
    ({ flags, items }, _, next, at) => flags.has('must') && (next === undefined || at === items.length - 1),
  ],
  // "leave E1 alone".
  [['asis'], ({ runs }) => runs.all().at(-1)?.marks.has('kept') === true],
  [['pronoun', 'auxiliary'], ({ runs }) => done(runs.own()), isOwning],
  [['pronoun'], pronoun, (_, item) => isPronoun(item)],
  [['auxiliary', 'subject', 'having'], ({ helpers }, item) => done(helpers.push(item)), isSubject],
  // "laat Sway weg".
  [
    ['particle'],
    ({ runs }) => runs.closeState('off'),
    ({ items }, { text }, _, at) =>
      /^weg$/i.test(text) && items.slice(0, at).some((it) => /^(?:laat|laten)$/i.test(it.text)),
  ],
  // "Yammer back on".
  [
    ['particle'],
    () => true,
    ({ items, runs }, { text }, _, at) =>
      /^(?:back|terug)$/i.test(text) && says(items[at + 1], 'on', 'off') && runs.endsIn('plan'),
  ],
  // "Sway eruit".
  [
    ['particle'],
    ({ runs }) => runs.closeState('off'),
    ({ runs }, { text }) => /^(?:eruit|eraf)$/i.test(text) && runs.endsIn('plan'),
  ],
  [['particle'], ({ particles }, item) => done(particles.push(item))],
  // A typing error is never corrected into something that is then passed over.
  [['filler', 'polite', 'also'], passedOver],
];

/** Whether there is a use for a word. */
export function readWord(open: OpenClause, item: WordItem, at: number): boolean {
  const after = open.items[at + 1];
  if (says(item, 'not') || (after?.start === item.end + 1 && isTornApart(item.text, after.text))) return false;
  // "with Yammer ff" may be "off", in whichever language "ff" is a courtesy.
  if (/^ff$/i.test(item.text) && open.runs.endsIn('plan')) return false;
  // "from 1 March on".
  if (/^(?:on|onwards?|af)$/i.test(item.text) && open.items[at - 1]?.kind === 'time') return true;
  // "what HR has to Sales" is given to Sales.
  if (HAS_TO.test(item.text) && open.flags.has('same') && open.items[at + 1]?.kind === 'name')
    return open.runs.mark(new Set(['to']));
  // Dutch "beperk E1 tot Exchange".
  if (says(item, 'until') && open.verbs.some((verb) => says(verb, 'restrict')) && open.items[at + 1]?.kind === 'name')
    return open.runs.mark(new Set(['to']));
  const use = useOf(open.items, at, nameBefore(open.items, at));
  if (use !== undefined) return mark(open, item, use, at);
  const next = contentAfter(open.items, at);
  const turnsOn = says(item, 'in') && says(item, 'particle') && open.verbs.some((said) => says(said, 'turn'));
  if (turnsOn) return state(open, item, 'on', at);
  // Dutch "moet over E1 beschikken".
  if (/^over$/i.test(item.text) && open.items.slice(at).some(({ text }) => /^beschik/i.test(text))) return true;
  // Flemish "had ik graag E3 gehad".
  if (/^gehad$/i.test(item.text)) return open.items.some(({ text }) => /^graag$/i.test(text));
  // Flemish "zet Sway af".
  if (/^af$/i.test(item.text) && open.verbs.some(({ text }) => /^zet(?:ten)?$/i.test(text)))
    return state(open, item, 'off', at);
  const fitting = USES.find(([concepts, , when]) => says(item, ...concepts) && when?.(open, item, next, at) !== false);
  return fitting?.[1](open, item, next, at) ?? false;
}

/** "moet je HR E3 geven"; but the "U" of "HR Department U" is none. */
function isSubject({ items }: OpenClause, item: WordItem, _: Item | undefined, at: number): boolean {
  return !says(item, 'subject') || says(item, 'auxiliary', 'having') || items[at - 1]?.kind !== 'name';
}

function done(_: unknown): true {
  return true;
}

function mark(open: OpenClause, item: WordItem, use: NonNullable<Use>, at: number): boolean {
  if (use === 'moment') open.momentRole = momentRoleOf(item);
  else if (use === 'or') open.runs.join('or');
  else if (use === 'only') return takesOnly(open, item) || open.runs.openState('only', 'next');
  else return typeof use === 'string' ? state(open, item, use, at) : open.runs.mark(use.marks);
  return true;
}

/** "turn on Yammer and off Sway", "Yammer on, Sway off". */
function state({ items, runs, particles, typeOf }: OpenClause, item: WordItem, to: PlanState, at: number): boolean {
  const [before, after] = [items[at - 1], items[at + 1]];
  const beforePlan = after?.kind === 'name' && typeOf(after) === 'plan';
  if (beforePlan && before?.kind !== 'name') return done(runs.openState(to, 'all'));
  if (runs.closeState(to) || (EXCLUDED.test(item.text) && runs.leaveOut())) return true;
  const next = contentAfter(items, at);
  if (to === 'on' && next?.kind === 'name' && typeOf(next) === 'product') return runs.mark(new Set(['in', 'of']));
  return says(item, 'particle') && done(particles.push(item));
}

const EXCLUDED = /^(?:excluded|excepted|not included|left out|uitgezonderd|uitgesloten|niet inbegrepen|erbuiten)$/i;

/** "->"; "E1 becomes E3", and not "E3 wordt toegewezen". */
function isArrow({ typeOf, runs }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  const becomes = /^\p{L}/u.test(item.text);
  return !becomes || (runs.endsIn('product') && next?.kind === 'name' && typeOf(next) === 'product');
}

/** "disable Sway", and Dutch "Sway uitschakelen". */
function verb({ verbs, runs }: OpenClause, item: WordItem): boolean {
  // A misspelled word beside a verb is no second one.
  if (item.corrected && verbs.length > 0) return false;
  verbs.push(item);
  const to = says(item, 'enable', 'enabled') ? 'on' : says(item, 'disable', 'disabled') ? 'off' : undefined;
  runs.act(says(item, 'copy'));
  if (to !== undefined && !runs.closeState(to, true)) runs.openState(to, 'all');
  return true;
}

/** "ann leaves Kiosk users". */
function leaves({ telling, typeOf }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  return telling && says(item, 'left') && next?.kind === 'name' && typeOf(next) === 'group';
}

/** "only leave Teams": a service is all that stays. */
function onlyKeeps(items: readonly Item[], at: number): boolean {
  const next = items[at + 2];
  return (
    says(items[at], 'only') && says(items[at + 1], 'keep') && next?.kind === 'name' && typesOf(next).includes('plan')
  );
}

/** After nothing but a courtesy or a mark. */
function isApart({ items }: OpenClause, at: number): boolean {
  const before = items[at - 1];
  return before === undefined || before.kind === 'break' || says(before, 'polite', 'noise');
}

/** "remove only E3", "turn off just Sway": that goes, and nothing is said of the rest. */
function takesOnly({ verbs }: OpenClause, { start }: WordItem): boolean {
  const verb = verbs.at(-1);
  return verb !== undefined && verb.start < start && says(verb, 'take', 'kick', 'disable');
}

/** Whether nothing but a courtesy follows. */
function isLast(items: readonly Item[], at: number): boolean {
  return items.slice(at + 1).every((item) => says(item, 'polite', 'noise'));
}

function isEach({ text }: WordItem): boolean {
  return /^(?:each|elk|ieder)$/i.test(text);
}

function both({ flags, runs }: OpenClause): boolean {
  flags.add('both');
  return done(runs.both());
}

function flag({ flags, runs }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  for (const concept of FLAGS) if (says(item, concept)) flags.add(concept);
  return !says(item, 'same') || next?.kind !== 'name' || runs.mark(new Set(['from']));
}

/** "the E3 license", "members of HR", "group HR": a noun belongs to the name beside it. */
function noun(open: OpenClause, item: WordItem, next: Item | undefined, at: number): boolean {
  const { items, runs, typeOf } = open;
  if (licenses(open, item, next)) return verb(open, { ...item, concepts: new Set(['give']) });
  const before = contentBefore(items, at);
  // "Staff een ook Sales": a group is called Staff, and it is no noun of Sales.
  if (item.named !== undefined && next?.kind === 'name' && says(items[at + 1], 'filler', 'also')) return false;
  const named = [before, next].filter((other) => other?.kind === 'name');
  const members = says(next, 'of', 'in') || named.some((other) => other.possessive);
  if ((says(item, 'member') || isPeople(items, at)) && members) runs.expectMembers();
  const groupOnly = says(item, 'group') && !says(item, 'user');
  if (groupOnly && named.length > 0) return named.some((other) => typeOf(other) === 'group');
  const besideNoun = item.named === undefined && [before, next].some((other) => says(other, ...NOUNS));
  const beside = besideNoun || [before, next].some((other) => says(other, 'everyone', 'all', 'direct', 'same'));
  return named.length > 0 || beside || belongsToNext(open, next, groupOnly);
}

/** "licenses of HR", "in the team of Ann"; but "Yammer and team of E5" is no group's team. */
function belongsToNext({ items, typeOf }: OpenClause, next: Item | undefined, groupOnly: boolean): boolean {
  if (!says(next, 'of', 'from', 'in') || says(next, 'off')) return false;
  const whose = next === undefined ? undefined : contentAfter(items, items.indexOf(next));
  return !groupOnly || whose?.kind !== 'name' || !isFact(typeOf(whose));
}

/** "the whole Marketing team", "heel Marketing". */
const WHOLE = /^(?:whole|entire|heel|hele|gehele)$/i;

/** A misspelled word of so few letters may be anything: "EEMS" is not Dutch "eens". */
const SHORT = 4;

/** An article says nothing before what it belongs to; elsewhere it is a misspelled word. */
function passedOver(open: OpenClause, item: WordItem, _: Item | undefined, at: number): boolean {
  const after = open.items[at + 1];
  const belongs =
    after !== undefined && after.kind !== 'break' && !says(after, 'and', 'or', 'but', 'to', 'for', 'from', 'on', 'off');
  const article = /^(?:an?|the|our|my|your|whole|entire|de|het|een|ons|onze|mijn|jouw|uw|zn|heel|hele|gehele)$/i.test(
    item.text,
  );
  const besides = /^(?:also|too|as well|additionally|ook|ook nog|tevens|eveneens)$/i.test(item.text);
  // "but nog Visio" may be "but not Visio".
  if (says(item, 'also') && !besides && says(open.items[at - 1], 'but')) return false;
  if (besides) {
    const whoAlso = says(open.items[at - 1], 'everyone', 'relative', 'auxiliary');
    open.flags.add(whoAlso ? 'relative' : 'also');
  }
  if (says(item, 'now')) open.flags.add('now');
  const surely = !item.corrected || (item.text.length > SHORT && isAtEdge(open, at));
  return (belongs || !article) && surely;
}

/** "license Marketing for E5": the noun as a verb. */
function licenses({ verbs, runs, typeOf }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  const opens = verbs.length === 0 && runs.all().length === 0 && /^licen[cs]e$/i.test(item.text);
  return opens && next?.kind === 'name' && (typeOf(next) === 'group' || typeOf(next) === 'user');
}

/** "Bob zijn Visio". */
function isOwning({ runs }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  return runs.endsIn('group', 'user') && next?.kind === 'name' && /^(?:their|his|her|hun|haar|zijn)$/i.test(item.text);
}

/** "it" may be the one thing that was named; "them" are all people or groups, "her" is the only one. */
function pronoun({ antecedents, items, runs, typeOf }: OpenClause, item: WordItem, _: unknown, at: number): boolean {
  const whose = items[at + 1];
  if (WHOSE.test(item.text) && whose?.kind !== 'name' && !says(whose, 'license', 'plan', 'direct')) return false;
  const thing = /^(?:it|that|dat|dit|het)$/i.test(item.text);
  const meant = thing ? antecedents : antecedents.filter((name) => typeOf(name) === 'group' || typeOf(name) === 'user');
  if (meant.length === 0 || (meant.length > 1 && !PLURAL.test(item.text))) return false;
  const added = meant.every((name, index) => {
    if (index > 0) runs.join('and');
    return runs.add(name, typeOf(name));
  });
  if (WHOSE.test(item.text)) runs.own();
  return added;
}

/** "his E3": of whom something follows. */
const WHOSE = /^(?:his|their|its|whose)$/i;

const PLURAL = /^(?:them|they|these|those|their|ze|zij|hen|hun|die)$/i;

function contentBefore(items: readonly Item[], at: number): Item | undefined {
  return items.slice(0, at).findLast((item) => !says(item, 'filler', 'polite', 'license', 'plan'));
}

function nameBefore(items: readonly Item[], at: number): NameItem | undefined {
  const before = contentBefore(items, at);
  return before?.kind === 'name' ? before : undefined;
}
