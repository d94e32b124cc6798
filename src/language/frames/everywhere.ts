import { type Item, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { groupName, groupsGiving, hasPlan } from '../names/resolve.ts';
import { nameAt } from './half-items.ts';

/** More groups than that nobody reads before a press. */
const MOST = 20;

/**
 * "turn Yammer off everywhere", "… for every group with E3": with the groups that give it by name, one after another. What comes
 * of it is only offered: whom it reaches was not said by name. Empty where it does not say so, or where too many groups give it.
 */
export function withEveryGroup(names: Names, items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((item) => says(item, 'everyone'));
  const [next, ...after] = items.slice(at + 1);
  if (at === -1 || says(next, 'in', 'of', 'from', 'except') || items.some((item) => says(item, 'except', 'but', 'not')))
    return [];
  const having = says(next, 'with', 'relative', 'having') ? after.findIndex((item) => item.kind === 'name') : -1;
  const holds = having === -1 ? undefined : after[having];
  const facts = holds === undefined ? items.filter((item) => item.kind === 'name') : [holds];
  const skus = names.source.skus.flatMap((_, index) => {
    const gives = facts.some(
      (item) =>
        item.kind === 'name' &&
        (item.refs.some((ref) => ref.kind === 'sku' && ref.index === index) || hasPlan(names, item, index)),
    );
    return gives ? [index] : [];
  });
  const groups = groupsGiving(names, skus);
  if (groups.length === 0 || groups.length > MOST) return [];
  const named = groups.map((group) => nameAt(items, groupName(names, group), group));
  const listed = named.flatMap((name, index): Item[] => (index === 0 ? [name] : [AND, name]));
  const before = items.slice(0, at);
  const marked = says(before.at(-1), 'for', 'in', 'from', 'to');
  const rest = holds === undefined ? items.slice(at + 1) : [...after.slice(having + 1), IN, holds];
  return [...before, ...(marked ? [] : [FOR]), ...listed, ...rest];
}

const AND = wordOf('and', 'and');
const FOR = wordOf('for', 'for', 'in');
const IN = wordOf('in', 'in');
