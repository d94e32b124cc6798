import type { Intent } from '../command.ts';
import type { Item, NameItem, Ref } from '../items.ts';
import { ask, type Draft } from './draft.ts';

/** What speaks of nobody, or of several one by one. */
const OF_NOBODY: ReadonlySet<Intent> = new Set<Intent>([
  'help',
  'smalltalk',
  'whoami',
  'out_of_scope',
  'clarify',
  'confirm',
  'dismiss',
  'batch',
  'what_if',
]);

/** Reads the items again, some of whose names mean less. */
type Read = (items: readonly Item[]) => Draft;

/**
 * "who failed in all", where a group is called "All": a sentence that may name a group or person is not answered for
 * everybody. It is asked; or answered for the group, where what else is called so makes no sense there: "who failed in E3".
 */
export function unlessNamed(items: readonly Item[], draft: Draft, read: Read): Draft {
  if (saysOf(draft) || (draft.kind === 'command' && OF_NOBODY.has(draft.intent))) return draft;
  const double = items.find(isDouble);
  if (double !== undefined) return whichOf(items, double, draft, read);
  const doubtful = items.find((item) => mayName(item).length > 0);
  if (draft.kind === 'question' || doubtful === undefined) return draft;
  return ask('whichOne', { words: doubtful.text, refs: mayName(doubtful), place: doubtful });
}

function saysOf(draft: Draft): boolean {
  if (draft.kind === 'question') return false;
  const { groups, users, from_group, to_groups, products } = draft.slots;
  const named = groups ?? users ?? from_group ?? to_groups ?? products;
  return named !== undefined && named !== 'all';
}

/** A group called like a product: each is tried, and what makes sense alone is meant. */
function whichOf(items: readonly Item[], double: NameItem, draft: Draft, read: Read): Draft {
  const only = (keep: (ref: Ref) => boolean) =>
    items.map((item) => (isDouble(item) ? { ...item, refs: item.refs.filter(keep) } : item));
  const tried = [read(only(isTarget)), read(only((ref) => !isTarget(ref)))].filter(
    (other) => saysOf(other) && other.kind === 'command' && LOOKS.test(other.intent),
  );
  const [first, ...others] = tried;
  if (first !== undefined && others.length === 0) return first;
  const open = first !== undefined || draft.kind === 'command';
  return open ? ask('whichOne', { words: double.text, refs: double.refs, place: double }) : draft;
}

/** What looks and changes nothing, or only looks again. */
const LOOKS =
  /^(?:list_|explain_|suggest_|reprocess|status|seats|show_|compare_|forecast|find_|reclaim|history|drift|export_|notify)/;

/** Whom a word may mean beside what it says. */
function mayName(item: Item): readonly Ref[] {
  if (item.kind === 'name' || item.kind === 'break' || item.kind === 'number') return [];
  return item.alsoName === true ? (item.named ?? []) : [];
}

function isDouble(item: Item): item is NameItem {
  return item.kind === 'name' && item.refs.some(isTarget) && !item.refs.every(isTarget);
}

function isTarget(ref: Ref): boolean {
  return (ref.kind === 'group' || ref.kind === 'user') && ref.complete;
}
