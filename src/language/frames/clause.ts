import { type Item, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { ClauseMoment } from './moments.ts';
import { type ClauseOptions, isAtEdge, type OpenClause } from './open-clause.ts';
import { isFact, type NameRun } from './run.ts';
import { runList } from './run-list.ts';
import { readWord } from './words.ts';

/** A clause with every word accounted for: what there is no use for stands in `leftovers`, and is asked about. */
export interface Clause {
  readonly runs: readonly NameRun[];
  /** What is to be done, in one word or several: "moet … krijgen". */
  readonly verbs: readonly WordItem[];
  /** Those and what helps them: "have". */
  readonly spoken: readonly WordItem[];
  /** Of these, what is only told: "HR has E3 …", and not "should have". */
  readonly told: readonly WordItem[];
  /** What is split off a verb: "weg", "off". */
  readonly particles: readonly WordItem[];
  readonly moments: readonly ClauseMoment[];
  readonly flags: ReadonlySet<Concept>;
  readonly leftovers: readonly Item[];
}

export function readClause(items: readonly Item[], options: ClauseOptions): Clause {
  const open: OpenClause = {
    ...options,
    telling: options.telling || items.some((item) => says(item, 'must', 'ensure')),
    items,
    runs: runList(),
    verbs: [],
    particles: [],
    helpers: [],
    moments: [],
    flags: new Set(),
    leftovers: [],
    momentRole: 'none',
  };
  items.forEach((item, at) => {
    if (!readItem(open, item, at)) open.leftovers.push(item);
  });
  return closed(open);
}

/** Whether there is a use for the item. */
function readItem(open: OpenClause, item: Item, at: number): boolean {
  if (item.kind === 'name') return open.runs.add(item, open.typeOf(item));
  if (item.kind === 'word') return readWord(open, item, at);
  if (item.kind === 'time') {
    // "in 3e" is no day, nor is "5E".
    // Of two times beside each other it is open which belongs to the other: "until Friday EOD".
    const before = open.items[at - 1];
    const twice = before?.kind === 'time' && before.span === 'moment' && item.span === 'moment';
    if (item.span === 'past' || twice || /^\d{1,2}E$/.test(item.text)) return false;
    if (/^\d{1,2}(?:st|nd|rd|th|e|ste|de)$/i.test(item.text) && says(open.items[at - 1], 'in', 'of')) return false;
    open.moments.push({ role: open.momentRole, text: item.text, span: item.span, start: item.start });
    open.momentRole = 'none';
    return true;
  }
  if (item.kind === 'unknown')
    return /^na$/i.test(item.text) ? open.runs.leaveOut() : isPicture(item.text) && isAtEdge(open, at);
  if (item.kind === 'number') return false;
  if (item.mark === ':' || setsTopic(open, item, at)) open.runs.topic();
  else if (item.mark !== '?' && item.mark !== '!') open.runs.join('break');
  return true;
}

/** "HR Department, E3 to E5 please": whom it is about stands apart. */
function setsTopic({ items, typeOf, verbs }: OpenClause, { mark }: { readonly mark: string }, at: number): boolean {
  const [before, after] = [items[at - 1], items[at + 1]];
  const isGroup = at === 1 && before?.kind === 'name' && typeOf(before) === 'group';
  const isProduct = after?.kind === 'name' && typeOf(after) === 'product';
  return mark === ',' && isGroup && isProduct && verbs.length === 0;
}

const FORBIDDING = ['❌', '🚫', '⛔', '👎', '✖', '❎'];

/** Smileys and hands; what crosses out or forbids says something. */
function isPicture(text: string): boolean {
  return /^(?:\p{Emoji}|\u200d|\ufe0f)+$/u.test(text) && !FORBIDDING.some((sign) => text.includes(sign));
}

function closed({ runs, verbs, particles, helpers, moments, flags, leftovers, telling, items }: OpenClause): Clause {
  // "has left", "have it removed": what helps a verb is none itself.
  const helping = verbs.filter((verb) => says(verb, 'having') && !says(verb, 'need'));
  const acting = helping.length < verbs.length ? verbs.filter((verb) => !helping.includes(verb)) : verbs;
  const said =
    acting.length > 0
      ? acting.map((verb) => turnedOver(verb, particles))
      : particles.flatMap((particle) => verbOf(particle, runs.all()));
  const having = [...verbs, ...helpers].filter((word) => says(word, 'having') && !says(word, 'need'));
  // "must keep E3 and has Visio": a form that tells is told, whatever is wanted beside it.
  const needing = NEEDED.test(verbs.at(-1)?.text ?? '')
    ? having.findLast((word) => !NEEDED.test(word.text))
    : undefined;
  const wanted = (word: WordItem) =>
    word === needing ||
    (!/^(?:has|holds|uses|heeft|gebruikt)$/i.test(word.text) &&
      items.some((item) => says(item, 'must', 'ensure') && item.start <= word.start));
  // "are on E1, should be E3", "lost E1, must be E3": what stands after the first is how it is.
  const musts = items.filter((item): item is WordItem => says(item, 'must'));
  const isMeant = (word: WordItem) => musts.some(({ start }) => start < word.start);
  const meansTo = (word: WordItem) => musts.some(({ start }) => start === word.end + 1);
  const stated = [
    ...helpers.filter((word) => IS_SO.test(word.text) && !meansTo(word)),
    ...verbs.filter((word) => WENT_SO.test(word.text) && !isMeant(word)),
  ];
  const helped = telling || flags.has('same') || said.some((verb) => says(verb, 'need'));
  return {
    runs: runs.all(),
    verbs: said,
    spoken: [...new Set([...verbs, ...having, ...stated, ...musts])],
    told: [...having.filter((word) => !wanted(word)), ...stated],
    particles,
    moments,
    flags,
    leftovers: [
      ...leftovers,
      ...particles.filter((particle) => !isTaken(particle, said) || givesBack(particle, said, runs.all())),
      ...(helped ? [] : helpers),
      ...runs.loose(),
      ...(runs.dangles() ? items.slice(-1) : []),
    ],
  };
}

/** What happened, or is missing: beside something else that is wanted it only tells. */
export const WENT_SO =
  /^(?:got|received|was given|were given|licensed|lost|lacks?|lacking|misses|(?:is|are) without|kreeg|kregen|ontving|ontvingen|verloor|verloren|mist|missen)$/i;
const IS_SO = /^(?:is|are|was|were|had|hadden|zijn|waren)$/i;

/** "heeft E3 nodig" needs it. */
const NEEDED = /^nodig$/i;

/** Separable verbs and what is split off them. */
const PARTICLES: readonly (readonly [RegExp, readonly Concept[]])[] = [
  [/^(?:toe|out|up|mee|erbij|erop)$/i, ['give', 'add', 'put', 'need', 'upgrade']],
  [/^(?:weg|af|away|out|eruit|eraf|in|back|terug|kwijt|gone)$/i, ['take', 'took', 'kick', 'lost']],
  [/^(?:over|om|in|up|across|out|down)$/i, ['put', 'swap', 'substitute', 'move', 'upgrade']],
  [/^uit$/i, ['give']],
  [/^down$/i, ['take']],
  [/^(?:available|beschikbaar)$/i, ['make', 'put']],
  [/^op$/i, ['migrate', 'upgrade']],
  [/^(?:aan|in|up)$/i, ['add']],
  [/^(?:back|terug)$/i, ['give', 'need', 'put', 'add', 'turn', 'swap', 'enable']],
];

function isTaken(particle: WordItem, verbs: readonly WordItem[]): boolean {
  return PARTICLES.some(([words, taking]) => words.test(particle.text) && verbs.some((verb) => says(verb, ...taking)));
}

/** "HR can give E3 back": whoever gives back loses, and is given nothing. */
function givesBack({ text }: WordItem, [verb]: readonly WordItem[], [first]: readonly NameRun[]): boolean {
  const subject = (first?.items[0]?.start ?? Number.POSITIVE_INFINITY) < (verb?.start ?? 0);
  return /^(?:back|terug)$/i.test(text) && subject && says(verb, 'give');
}

/** "zet … om", "schakel … over", "gaat over op": to put, turn or go over is to exchange or to move. */
function turnedOver(verb: WordItem, particles: readonly WordItem[]): WordItem {
  const available = particles.some(({ text }) => /^(?:available|beschikbaar)$/i.test(text));
  if (available) return { ...verb, concepts: new Set<Concept>([...verb.concepts, 'give']) };
  const over =
    (says(verb, 'put') && particles.some(({ text }) => /^(?:om|over)$/i.test(text))) ||
    (says(verb, 'turn', 'go') && particles.some(({ text }) => /^over$/i.test(text)));
  return over ? { ...verb, concepts: new Set<Concept>([...verb.concepts, 'swap', 'move']) } : verb;
}

/** "E3 weg bij Contractors": what is split off says the verb of what stands before it, where there is none. */
function verbOf(particle: WordItem, runs: readonly NameRun[]): readonly WordItem[] {
  const facts = runs.filter((run) => isFact(run.type) && !run.marks.has('kept')).flatMap((run) => run.items);
  if (facts.some((item) => item.start > particle.start)) return [];
  const concepts: readonly Concept[] = /^(?:weg|eraf|eruit|kwijt|gone|away)$/i.test(particle.text)
    ? ['take', 'lost']
    : /^(?:erop|erbij)$/i.test(particle.text)
      ? ['give']
      : [];
  return concepts.length === 0 ? [] : [{ ...particle, concepts: new Set(concepts) }];
}
