import { type Item, says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { joins } from './half-items.ts';
import { verbFor } from './likely.ts';

/** Verbs whose particle says what they do: "bring Yammer back" turns it on, Dutch "leveren E1 in" loses it, "neem over" copies. */
export function withPhrasalVerbs(items: readonly Item[]): readonly Item[] {
  return VERBS.reduce<readonly Item[]>(turned, items.map(spared));
}

/** Dutch "Interns missen E3" need it; "Interns kunnen E3 missen" can do without, and "kunnen we E3 missen" asks. */
function spared(item: Item, at: number, items: readonly Item[]): Item {
  const can = items.slice(0, at).find(({ text }) => /^(?:kan|kunnen|kon|konden)\b/i.test(text));
  if (can === undefined || !/^missen$/i.test(item.text)) return item;
  const { text, start, end } = item;
  return /\s/.test(can.text) ? { kind: 'unknown', text, start, end, near: [], spellings: [] } : verbFor(item, 'lost');
}

interface Phrasal {
  readonly verb: RegExp;
  readonly particle: RegExp;
  readonly means: Concept;
  /** Whether the particle belongs to the verb before this item. */
  readonly fits: (next: Item | undefined) => boolean;
  /** "los van": what is split off leads to what it is taken from. */
  readonly from?: true;
}

const VERBS: readonly Phrasal[] = [
  { verb: /^(?:bring|breng|brengen)$/i, particle: /^(?:back|terug)$/i, means: 'enable', fits: isPlaced },
  // "Interns can have Planner back".
  {
    verb: /^(?:have|has|hebben)$/i,
    particle: /^(?:back|terug)$/i,
    means: 'enable',
    fits: ends,
  },
  { verb: /^(?:lever|levert|leveren)$/i, particle: /^in$/i, means: 'lost', fits: ends },
  { verb: /^(?:gooi|smijt|doe|koppel|maak)$/i, particle: /^(?:weg|eraf|los)$/i, means: 'take', fits: isPlaced },
  {
    verb: /^(?:koppel|maak)$/i,
    particle: /^los van$/i,
    means: 'take',
    fits: (next) => next?.kind === 'name',
    from: true,
  },
  { verb: /^(?:zeg|hef)$/i, particle: /^op$/i, means: 'take', fits: isPlaced },
  { verb: /^(?:sluit|vink|leg|gooi)$/i, particle: /^(?:uit|af|stil|dicht)$/i, means: 'disable', fits: isPlaced },
  { verb: /^(?:stel|vink|geef|sta|gooi)$/i, particle: /^(?:open|aan|vrij|toe)$/i, means: 'enable', fits: isPlaced },
  { verb: /^(?:schaal|waardeer)$/i, particle: /^af$/i, means: 'upgrade', fits: (next) => says(next, 'from') },
  { verb: /^(?:deel|meld)$/i, particle: /^(?:in|aan)$/i, means: 'add', fits: (next) => says(next, 'in') },
  { verb: /^neem$/i, particle: /^op$/i, means: 'add', fits: (next) => says(next, 'in') },
  { verb: /^(?:schrijf|meld)$/i, particle: /^(?:uit|af)$/i, means: 'kick', fits: (next) => says(next, 'in', 'from') },
  {
    verb: /^(?:neem|neemt|nemen)$/i,
    particle: /^over$/i,
    means: 'copy',
    fits: (next) => says(next, 'for', 'to', 'in'),
  },
];

function turned(items: readonly Item[], { verb, particle, means, fits, from }: Phrasal): readonly Item[] {
  const at = items.findIndex(({ text }) => verb.test(text));
  const end = at === -1 ? -1 : items.findIndex(({ text }, index) => index > at && particle.test(text));
  const said = items[at];
  if (said === undefined || end === -1 || !fits(items[end + 1])) return items;
  if (items.slice(at, end).some(joins)) return items;
  return items.flatMap((item, index) =>
    index === at ? [verbFor(said, means)] : index === end ? (from === true ? [verbFor(item, 'from')] : []) : [item],
  );
}

/** "bring Marketing back to E3" exchanges. */
function isPlaced(next: Item | undefined): boolean {
  return ends(next) || (says(next, 'for', 'in') && !says(next, 'to', 'from'));
}

function ends(next: Item | undefined): boolean {
  return next === undefined || joins(next);
}
