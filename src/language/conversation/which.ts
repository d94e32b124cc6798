import { countOf, ORDINALS } from '../../time/words.ts';
import { type Item, says } from '../items.ts';
import { fold } from '../text.ts';

/** Which of several in a row: counted from 1, or from the last as -1; so many, from there on or up to it. */
interface Which {
  readonly nth: number;
  readonly count: number;
}

/** The words that say it: from which item up to which. */
interface Place extends Which {
  readonly from: number;
  readonly to: number;
}

/** "only" leaves the others out, "not" leaves it out, "no, …" takes it in the place of another. */
type Picks = 'but' | 'only' | 'instead' | 'pick';

/** Those that the words of numbers do not have. */
const PLACES: Readonly<Record<string, number>> = { former: 1, best: 1, beste: 1, oldest: 1, oudste: 1, latter: 2 };
const LAST = /^(?:last|laatste|latest|newest|nieuwste)$/;
const SUFFIX = /^(?:st|nd|rd|th|e|de|ste)$/;
const LABEL = /^(?:number|nummer|nr|no|option|optie|fix|oplossing|suggestion|suggestie|choice|keuze)$/;
const ARTICLE = /^(?:the|that|de|het|die|dat)$/;
const NOUN =
  /^(?:ones?|eentje|persons?|people|users?|accounts?|mensen|personen|persoon|gebruikers?|groups?|groep|groepen|option|optie|fix|oplossing)$/;
const OF = /^(?:of|van)$/;
const THOSE = /^(?:them|those|these|all|hen|hun|die|deze|ze)$/;
/** The words beside it, the deciding ones first. */
const MODES: readonly (readonly [Picks, RegExp])[] = [
  ['but', /^(?:not|niet|except|behalve|without|zonder|skip|keep|leave|laat|out|eruit|weg|away|drop)$/],
  ['only', /^(?:only|just|alone|alleen|enkel)$/],
  ['instead', /^(?:no|nee|wait|wacht|sorry|rather|liever|mean|meant|bedoel|actually|eigenlijk|instead)$/],
  [
    'pick',
    /^(?:ok|okay|oh|hm+|but|maar|and|en|then|dan|i|ik|for|from|voor|bij|take|use|do|try|go|with|apply|pick|choose|neem|kies|doe|gebruik|pas|toe|voer|uit|show|me|toon|toch|explain|more|about|tell|what|wat|does|would|will|doet|have|has|heeft|mean|doen)$/,
  ],
];

/** "the first one", "de eerste vijf", "the 2nd", "nr. 2", "5 of them": the first such words of a sentence. */
export function placeIn(items: readonly Item[]): Place | undefined {
  for (const at of items.keys()) {
    const place = placeAt(items, at);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeAt(items: readonly Item[], at: number): Place | undefined {
  const text = (index: number) => (items[index]?.kind === 'name' ? '' : fold(items[index]?.text ?? ''));
  const [item, next] = [items[at], items[at + 1]];
  const word = text(at).replace(/ one$/, '');
  const ordinal = LAST.test(word) ? -1 : (PLACES[word] ?? ORDINALS.get(word));
  const number = item === undefined || item.kind === 'name' ? undefined : countAt(item);
  const many = number !== undefined && OF.test(text(at + 1)) && THOSE.test(text(at + 2));
  if (many) return { nth: 1, count: number, from: at, to: at + 3 };
  const isSuffixed = item?.kind === 'number' && next?.start === item.end && SUFFIX.test(text(at + 1));
  const before = text(at - 1) === '.' ? at - 2 : at - 1;
  const label = LABEL.test(text(before)) ? before : at;
  const isMarked = isSuffixed || label < at || (item?.kind === 'number' && item.text.startsWith('#'));
  const nth = ordinal ?? (isMarked ? number : undefined);
  if (nth === undefined || nth === 0) return undefined;
  let to = isSuffixed ? at + 2 : at + 1;
  const counted = Math.abs(nth) === 1 && ordinal !== undefined ? countAt(items[to]) : undefined;
  if (counted !== undefined) to++;
  const isNamed = counted !== undefined || NOUN.test(text(to)) || word !== text(at);
  while (NOUN.test(text(to))) to++;
  if (OF.test(text(to)) && THOSE.test(text(to + 1))) to += 2;
  // "Ann first", "show that first": an order in which things are done.
  // "the first only".
  const ends = to === items.length - 1 && /^(?:only|alone|alleen|niet|not)$/.test(text(to));
  const isWhole =
    isNamed || isMarked || ends || (Math.abs(nth) > 1 && items[to]?.kind !== 'name') || to >= items.length;
  const from = ARTICLE.test(text(label - 1)) ? label - 1 : label;
  return isWhole ? { nth, count: counted ?? 1, from, to } : undefined;
}

/** What says nothing but which it is; "2" alone does. */
export function whichIn(items: readonly Item[]): (Which & { readonly picks: Picks }) | undefined {
  const said = items.filter((item) => item.kind !== 'break' && !says(item, 'polite', 'noise'));
  const place = placeIn(items) ?? bareIn(said);
  const rest = place === undefined ? [] : said.filter((item) => !items.slice(place.from, place.to).includes(item));
  const modes = rest.map((item) =>
    item.kind === 'name' || item.kind === 'time'
      ? undefined
      : ARTICLE.test(fold(item.text))
        ? 'pick'
        : MODES.find(([, words]) => words.test(fold(item.text)))?.[0],
  );
  const picks = MODES.find(([mode]) => modes.includes(mode))?.[0] ?? 'pick';
  return place === undefined || modes.includes(undefined) ? undefined : { nth: place.nth, count: place.count, picks };
}

function bareIn(items: readonly Item[]): Place | undefined {
  const at = items.findIndex(({ kind }) => kind === 'number');
  const value = countAt(items[at]);
  return value === undefined || value === 0 ? undefined : { nth: value, count: 1, from: at, to: at + 1 };
}

/** Those of a row that are meant; none where it is not so long. */
export function among<T>(all: readonly T[], which: Which | undefined): readonly T[] {
  if (which === undefined || which.count < 1) return [];
  const { nth, count } = which;
  if (count > all.length || Math.abs(nth) > all.length) return [];
  return nth < 0 ? all.slice(-count) : all.slice(nth - 1, nth - 1 + count);
}

/** The one that is chosen: "2", "no, the first one". */
export function chosenOf<T>(all: readonly T[], items: readonly Item[]): T | undefined {
  const which = whichIn(items);
  const [one, ...more] = which?.picks === 'pick' || which?.picks === 'instead' ? among(all, which) : [];
  return more.length > 0 ? undefined : one;
}

export function countAt(item: Item | undefined): number | undefined {
  return item?.kind === 'number' ? item.value : countOf(fold(item?.text ?? ''));
}

/** "no, the other one": of two. */
export function saysOther(said: string): boolean {
  return /^(?:(?:no|nee|wait|wacht|sorry|rather|liever|i mean|i meant|ik bedoel|actually|eigenlijk|take|use|do|neem|doe|dan|then)[ ,]+)*(?:(?:the|that|de|het|die|dat) )?(?:other|andere)(?: (?:one|1|option|fix|optie|oplossing|group|groep))?(?: then| dan| instead)?$/.test(
    said,
  );
}
