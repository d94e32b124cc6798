import type { Intent } from '../command.ts';
import { ask, type Command, type Draft } from '../draft.ts';
import type { Item, NameItem, Ref } from '../items.ts';
import { nameAs } from '../items.ts';

/** What speaks of nobody. */
const OF_NOBODY: ReadonlySet<Intent> = new Set<Intent>([
  'help',
  'smalltalk',
  'whoami',
  'confirm',
  'dismiss',
  'approve',
  'reject',
]);

/** Reads the items again, some of whose names mean something else. */
type Read = (items: readonly Item[]) => Draft;

/**
 * "who failed in Staff", "tell me when IT fails": a sentence that may name a group or person is not answered for everybody.
 * Where a word also is a name, the sentence is read with the name as well. Written just as the name is, it is that name; else
 * it is asked.
 */
export function unlessNamed(items: readonly Item[], draft: Draft, read: Read, nameOf: (ref: Ref) => string): Draft {
  if (draft.kind === 'command' && OF_NOBODY.has(draft.intent)) return draft;
  const doubtful = items.filter((item, at) => namedBy(item).length > 0 && !isAskedFor(item, items[at - 1]));
  if (saysWhom(draft)) return unlessAlso(items, { draft, doubtful }, read, nameOf);
  const double = items.find((item): item is NameItem => isDouble(item) && !(saysOf(draft) && isOnlyFact(items, item)));
  if (double !== undefined) return whichOf(items, double, draft, read);
  for (const item of doubtful) {
    const meant = items.map((other) => (other === item ? asName(item) : other));
    const named = read(meant);
    if (named.kind !== 'command' || !saysWhom(named)) continue;
    if (!isWrittenAs(items, item, nameOf)) return orWords(item, draft);
    return unlessAlso(meant, { draft: named, doubtful: doubtful.filter((other) => other !== item) }, read, nameOf);
  }
  const [first] = doubtful.filter(standsAsName);
  return first === undefined || draft.kind === 'question' || OUTSIDE.has(draft.intent) ? draft : orWords(first, draft);
}

interface Said {
  readonly draft: Draft;
  readonly doubtful: readonly Item[];
}

/** "give HR E5 and IT E3": whom it names is not all, where a word may be a name too and makes another sense. */
function unlessAlso(items: readonly Item[], said: Said, read: Read, nameOf: (ref: Ref) => string): Draft {
  let { draft } = said;
  let meant = items;
  for (const item of said.doubtful) {
    const withName = meant.map((other) => (other === item ? asName(item) : other));
    const named = read(withName);
    if (JSON.stringify(named) === JSON.stringify(draft)) continue;
    if (isWrittenAs(items, item, nameOf)) [draft, meant] = [named, withName];
    else if (draft.kind === 'command' && named.kind === 'command' && !LOOKS.test(draft.intent))
      return ask('unclear', { readings: [draft, named] });
  }
  return draft;
}

/** It stands where a name may stand. */
function standsAsName(item: Item): boolean {
  return 'alsoName' in item && item.alsoName === true;
}

/** "which users", "how many groups": what is asked for. */
function isAskedFor(item: Item, before: Item | undefined): boolean {
  const small = item.text === item.text.toLowerCase();
  return small && /^(?:which|what|many|any|some|list|find|welke|hoeveel|lijst|zoek|vind)$/i.test(before?.text ?? '');
}

const OUTSIDE: ReadonlySet<Intent> = new Set<Intent>(['out_of_scope', 'clarify', 'what_if']);

/** Asked: the name; or the words, where they do not touch everybody. */
function orWords(item: Item, draft: Draft): Draft {
  const readings = draft.kind === 'command' && LOOKS.test(draft.intent) ? { readings: [draft] } : {};
  return ask('whichOne', { words: item.text, refs: namedBy(item), place: item, ...readings });
}

/** With the name's capital, and not because it opens the sentence or all is written in capitals. */
function isWrittenAs(items: readonly Item[], item: Item, nameOf: (ref: Ref) => string): boolean {
  const words = items.filter(({ kind }) => kind === 'word' || kind === 'unknown');
  const opens = items.find(({ text }) => /[\p{L}\p{N}]/u.test(text)) === item;
  const shouted = words.length > 1 && words.every(({ text }) => text === text.toUpperCase());
  return (
    !opens &&
    !shouted &&
    /\p{Lu}/u.test(item.text) &&
    namedBy(item).some((ref) => `${item.text} `.startsWith(`${nameOf(ref)} `))
  );
}

function asName(item: Item): NameItem {
  return nameAs(item.text, namedBy(item), item.start, item.end);
}

/** Whether it says which groups or people it is about. */
function saysWhom(draft: Draft): boolean {
  if (draft.kind === 'question') return false;
  const { groups, users, from_group, to_groups, steps } = draft.slots;
  const inSteps = steps?.every((step) => saysWhom({ kind: 'command', ...step })) === true;
  return inSteps || [groups, users, from_group, to_groups].some((named) => named !== undefined);
}

function saysOf(draft: Draft): draft is Command {
  if (draft.kind === 'question') return false;
  const { products } = draft.slots;
  return saysWhom(draft) || (products !== undefined && products !== 'all');
}

/** A group called like a product: each is tried, and what makes sense alone is meant. */
function whichOf(items: readonly Item[], double: NameItem, draft: Draft, read: Read): Draft {
  const only = (keep: (ref: Ref) => boolean) =>
    items.map((item) => (isDouble(item) ? { ...item, refs: item.refs.filter(keep) } : item));
  const tried = [read(only(isTarget)), read(only((ref) => !isTarget(ref)))].filter(
    (other) => saysOf(other) && LOOKS.test(other.intent),
  );
  const [first, ...others] = tried;
  if (first !== undefined && others.length === 0) return first;
  const open = first !== undefined || draft.kind === 'command';
  return open ? ask('whichOne', { words: double.text, refs: double.refs, place: double }) : draft;
}

/** Nothing else names the product that the sentence is about. */
function isOnlyFact(items: readonly Item[], double: NameItem): boolean {
  const isProduct = ({ kind }: Ref) => kind === 'sku';
  return items.every((item) => item === double || item.kind !== 'name' || !item.refs.some(isProduct));
}

/** What looks and changes nothing, or only looks again. */
const LOOKS =
  /^(?:list_|explain_|suggest_|reprocess|status|seats|show_|compare_|forecast|find_|reclaim|history|drift|export_|notify)/;

/** Whom a word may mean beside what it says. */
function namedBy(item: Item): readonly Ref[] {
  return item.kind === 'name' || item.kind === 'break' || item.kind === 'number' ? [] : (item.named ?? []);
}

function isDouble(item: Item): item is NameItem {
  return (
    item.kind === 'name' && item.refs.some(isTarget) && item.refs.some(({ kind }) => !/^(?:group|user)$/.test(kind))
  );
}

function isTarget(ref: Ref): boolean {
  return (ref.kind === 'group' || ref.kind === 'user') && ref.complete;
}
