import { type Item, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { isTornApart } from '../lexicon/phrases.ts';
import { contentAfter, isPronoun, nameBefore, type Use, useOf } from './marks.ts';
import { momentRoleOf } from './moments.ts';
import { NOUNS, noun } from './nouns.ts';
import { ASKING, isAtEdge, type OpenClause, TELLING } from './open-clause.ts';
import { isOwning, pronoun } from './pronouns.ts';
import { everyone, everything, HAS_TO, isOfMembers, whatOneHas } from './quantities.ts';
import { type PlanState, typesOf } from './run.ts';
import { leaves, onlyKeeps, takesOnly, verb } from './verbs.ts';

/** Words that say how the whole is meant. */
const FLAGS = ['must', 'ensure', 'same', 'direct', 'forever', 'temporary'] as const satisfies readonly Concept[];

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
  // "Planner en and Sway" was "on".
  [
    ['and'],
    ({ runs }) => done(runs.join('and')),
    ({ items }, _, _next, at) => !says(items[at - 1], 'and', 'or') && !JOINING.test(items[at - 1]?.text ?? ''),
  ],
  [['after'], ({ runs }) => done(runs.join('but'))],
  [['as'], ({ runs }) => runs.mark(new Set(['from'])), ({ flags }) => flags.has('same')],
  [['as'], ({ runs }) => done(runs.join('and')), ({ flags }) => flags.has('both')],
  // "nor give E3 to HR" goes on from what was denied.
  [
    ['or'],
    ({ runs, verbs }) => (runs.all().length > 0 || verbs.length > 0) && done(runs.join('or')),
    ({ items }, _, _next, at) => !says(items[at - 1], 'and', 'but'),
  ],
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
  // "assign must Yammer" was "just".
  [
    FLAGS,
    flag,
    ({ items }, item, _, at) => !says(item, 'must') || at !== 1 || !says(items[0], 'give', 'take', 'add', 'put'),
  ],
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

/** What joins, or leads to a name. */
const JOINING = /^(?:and|en|or|of|fo|van)$/i;

/** After nothing but a courtesy or a mark. */
function isApart({ items }: OpenClause, at: number): boolean {
  const before = items[at - 1];
  return before === undefined || before.kind === 'break' || says(before, 'polite', 'noise');
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

/** "the whole Marketing team", "heel Marketing". */
const WHOLE = /^(?:whole|entire|heel|hele|gehele)$/i;

/** A misspelled word of so few letters may be anything: "EEMS" is not Dutch "eens". */
const SHORT = 4;

/** "Teams, Exchange": services one after another. */
function isListed(items: readonly Item[], at: number): boolean {
  const [one, joint, other] = items.slice(at, at + 3);
  const isPlan = (item: Item | undefined) => item?.kind === 'name' && typesOf(item).includes('plan');
  return isPlan(one) && joint?.kind === 'break' && isPlan(other);
}

const SLIPPED = /^(?:bot|nou)$/i;

/** An article says nothing before what it belongs to; elsewhere it is a misspelled word. */
function passedOver(open: OpenClause, item: WordItem, _: Item | undefined, at: number): boolean {
  const after = open.items[at + 1];
  // "remove E5, bot E3" was "but", "but nou E3" was "not", "an Everyone" was "van".
  const leadsOver = isApart(open, at) && isAtEdge(open, at);
  if (SLIPPED.test(item.text) && !leadsOver && !isLast(open.items, at)) return false;
  const [before, following] = [open.items[at - 1], open.items[at + 1]];
  // "E5, now E3" was "not".
  if (says(item, 'now') && (says(before, 'but') || (before?.kind === 'break' && following?.kind === 'name' && at > 1)))
    return false;
  // "(een Teams, Exchange)" was "geen".
  if (/^een$/i.test(item.text) && isListed(open.items, at + 1)) return false;
  if (/^an?$/i.test(item.text) && says(after, 'everyone')) return false;
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
