import { type Item, says } from '../items.ts';
import { joins } from './half-items.ts';
import { verbFor } from './likely.ts';

/** Verbs whose particle turns them about: "bring Yammer back" turns it on, Dutch "leveren E1 in" loses it. */
export function withPhrasalVerbs(items: readonly Item[]): readonly Item[] {
  return turned(
    turned(items, /^(?:bring|breng|brengen)$/i, /^(?:back|terug)$/i, 'enable', isPlaced),
    /^(?:lever|levert|leveren)$/i,
    /^in$/i,
    'lost',
    ends,
  );
}

function turned(
  items: readonly Item[],
  verb: RegExp,
  particle: RegExp,
  says_: 'enable' | 'lost',
  fits: (next: Item | undefined) => boolean,
): readonly Item[] {
  const at = items.findIndex(({ text }) => verb.test(text));
  const end = at === -1 ? -1 : items.findIndex(({ text }, index) => index > at && particle.test(text));
  const said = items[at];
  if (said === undefined || end === -1 || !fits(items[end + 1])) return items;
  if (items.slice(at, end).some(joins)) return items;
  return items.flatMap((item, index) => (index === at ? [verbFor(said, says_)] : index === end ? [] : [item]));
}

/** "bring Marketing back to E3" exchanges. */
function isPlaced(next: Item | undefined): boolean {
  return ends(next) || (says(next, 'for', 'in') && !says(next, 'to', 'from'));
}

function ends(next: Item | undefined): boolean {
  return next === undefined || joins(next);
}
